import { jsonRefusal } from "#app/lib/json-answer.server.ts";

/** Below /api programs ask: what is not there is said in their language, whatever the method. */
const answer = async () => jsonRefusal({ status: 404, code: "NOT_FOUND", message: "There is no such address." });

export const loader = answer;
export const action = answer;
