import { compilePackages } from "./install.mjs";

compilePackages();
