/**
 * Dependencies point one way. A row reads: files of this folder may import from these folders of app
 * (and from `#db` where it says db). Type-only imports are exempt: they vanish. The patterns are gitignore's, where
 * an unescaped # begins a comment.
 */
const mayImport = {
  routes: ["api", "components", "connection", "people", "auth", "bookings", "availability", "catalog", "notifications", "audit", "insights", "jobs", "settings", "lib"],
  api: ["auth", "bookings", "availability", "catalog", "settings", "lib", "db"],
  people: ["auth", "bookings", "catalog", "notifications", "audit", "settings", "lib", "db"],
  connection: ["auth", "bookings", "catalog", "calcom", "audit", "jobs", "settings", "lib", "db"],
  bookings: ["auth", "availability", "catalog", "calcom", "notifications", "audit", "jobs", "settings", "lib", "db"],
  availability: ["catalog", "calcom", "settings", "lib", "db"],
  catalog: ["calcom", "audit", "settings", "lib", "db"],
  notifications: ["audit", "jobs", "settings", "lib", "db"],
  insights: ["bookings", "catalog", "settings", "lib", "db"],
  auth: ["notifications", "audit", "settings", "lib", "db"],
  audit: ["settings", "lib", "db"],
  jobs: ["settings", "lib", "db"],
  settings: ["lib", "db"],
  calcom: ["lib"],
  engine: ["lib", "db"],
  components: ["lib"],
  lib: [],
};

const folders = [...Object.keys(mayImport), "db"];

/** @type {import("typescript-eslint").ConfigArray} */
export const layers = Object.entries(mayImport).map(([folder, allowed]) => ({
  files: [`app/${folder}/**/*.{ts,tsx}`],
  ignores: ["**/*.test.ts", "**/*.test.tsx", "**/testing.ts"],
  rules: {
    "no-restricted-imports": "off",
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [
          ...folders
            .filter((other) => other !== folder && !allowed.includes(other))
            .map((other) => ({
              group: [other === "db" ? "\\#db/**" : `\\#app/${other}/**`, `**/../${other}/**`],
              allowTypeImports: true,
              message: `app/${folder} must not import ${other}: see the table in eslint.layers.js.`,
            })),
          ...(folder === "engine"
            ? [{ group: ["\\#db/schema/*", "!\\#db/schema/engine.ts"], allowTypeImports: true, message: "The engine knows its own tables only: db/schema/engine.ts." }]
            : []),
          {
            group: ["\\#app/app.server.ts", "\\#app/hosts.server.ts", "\\#app/root.tsx", "\\#app/entry.*"],
            allowTypeImports: true,
            message: "Only the server and the scripts compose the parts; take what you need as a parameter.",
          },
        ],
      },
    ],
  },
}));
