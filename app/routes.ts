import { flatRoutes } from "@remix-run/fs-routes";

/** The folder listing is the route table. */
export default flatRoutes();
