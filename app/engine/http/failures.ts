const phrases = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Payload Too Large",
  422: "Unprocessable Entity",
} as const;

/** The error of a refused call; `http/envelope.ts` serialises it. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = "ApiFailure";
  }
}

export const badRequest = (message: string) => framework(400, "BadRequestException", message);
export const unauthorized = (message: string) => framework(401, "UnauthorizedException", message);
export const forbidden = (message: string) => framework(403, "ForbiddenException", message);
export const notFound = (message: string) => framework(404, "NotFoundException", message);
export const conflict = (message: string) => framework(409, "ConflictException", message);
export const tooLarge = (message: string) => framework(413, "PayloadTooLargeException", message);
export const unprocessable = (message: string) => framework(422, "UnprocessableEntityException", message);

/** An error from the handlers the API shares with the web application. */
export const sharedFailure = (status: 400 | 401 | 403 | 404, message: string) => new ApiFailure(status, "TRPCError", message);

/** A unique constraint was violated. */
export const recordExists = () =>
  new ApiFailure(409, "CONFLICT", "Invalid Input: Trying to create a record that already exists.");

function framework(status: keyof typeof phrases, code: string, message: string): ApiFailure {
  return new ApiFailure(status, code, message, { message, error: phrases[status], statusCode: status });
}
