import { jsonRefusal } from "#app/lib/json-answer.server.ts";

/** Unknown paths below /api get a JSON 404, whatever the method. */
const answer = async () => jsonRefusal({ status: 404, code: "NOT_FOUND", message: "There is no such address." });

export const loader = answer;
export const action = answer;
