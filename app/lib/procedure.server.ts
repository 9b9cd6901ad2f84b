import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs, TypedResponse } from "@remix-run/node";
import { z } from "zod";
import { AppError, asToldAtDesk } from "./errors.ts";
import { asFileError, asPageError, noteFailure } from "./page-error.server.ts";
import { previewForm, readForm, refusedForm, type FormAnswer } from "./form.server.ts";
import { parseParams, parseSearch } from "./input.server.ts";
import { asJsonError, jsonAnswer, type JsonAnswer } from "./json-answer.server.ts";
import { readBody, readQuery } from "./json-input.server.ts";

/** What a procedure reads. Bad params answer 404, a bad search falls back to its defaults, a bad form comes back with its errors. */
export interface Schemas {
  params?: z.ZodType;
  search?: z.ZodType;
  /** A function if the form's fields depend on the path parameters. */
  form?: z.ZodType | ((about: { ctx: AppLoadContext; params: Params }) => z.ZodType);
  /** JSON. */
  body?: z.ZodType;
}

type Parsed<S extends Schemas> = { [K in keyof S]: Output<S[K]> };
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : Schema extends (...about: never[]) => infer Made ? (Made extends z.ZodType ? z.output<Made> : never) : never;
type Guard<Ctx, More> = (a: { request: Request; ctx: Ctx; params: Params }) => More | Promise<More>;
type Params = LoaderFunctionArgs["params"];
interface Call<Ctx, Input> {
  ctx: Ctx;
  input: Input;
  request: Request;
}

const READING = new Set(["GET", "HEAD"]);

/**
 * Four words make every loader and action: `guard` says who, `input` says what, `query` makes a loader (`file` if there
 * is no page to render), `mutation` makes an action (`preview` if it only shows something); `respond` makes either for the
 * JSON API. A mutation can only redirect or answer its form's errors, so Post/Redirect/Get is a type. Guards run before
 * input: a stranger learns nothing from a schema.
 */
export class Procedure<Ctx extends object, S extends Schemas> {
  private readonly guards: Guard<never, object>[];
  private readonly schemas: S;

  constructor(guards: Guard<never, object>[], schemas: S) {
    this.guards = guards;
    this.schemas = schemas;
  }

  guard<More extends object>(guard: Guard<Ctx, More>): Procedure<Ctx & More, S> {
    return new Procedure<Ctx & More, S>([...this.guards, guard as Guard<never, object>], this.schemas);
  }

  input<Next extends Schemas>(schemas: Next): Procedure<Ctx, Next> {
    return new Procedure<Ctx, Next>(this.guards, schemas);
  }

  query<Out>(handler: (call: Call<Ctx, Omit<Parsed<S>, "form">>) => Promise<Out>) {
    return this.loader(handler, asPageError);
  }

  /** A query for a route without a page: errors are plain text. */
  file(handler: (call: Call<Ctx, Omit<Parsed<S>, "form">>) => Promise<Response>) {
    return this.loader(handler, asFileError);
  }

  mutation(handler: (call: Call<Ctx, Parsed<S>>) => Promise<TypedResponse<never>>) {
    return async (args: ActionFunctionArgs): Promise<TypedResponse<never> | FormAnswer> => {
      try {
        const ctx = await this.context(args);
        const input = this.read(args);
        if (!this.schemas.form) return await inTheirWords(ctx, () => handler({ ctx, input: input as Parsed<S>, request: args.request }));
        const submission = await readForm(args.request, this.formOf(args));
        if (submission.status !== "success") return refusedForm(submission);
        try {
          return await inTheirWords(ctx, () => handler({ ctx, input: { ...input, form: submission.value } as Parsed<S>, request: args.request }));
        } catch (error) {
          const answer = refusedForm(submission, error);
          noteFailure(error, args.context);
          return answer;
        }
      } catch (error) {
        throw asPageError(error, args.context);
      }
    };
  }

  /**
   * A form that only previews something: the result is returned with the form as typed. Posted, because the input may
   * be too long for a URL.
   */
  preview<Out>(handler: (call: Call<Ctx, Parsed<S>>) => Promise<Out>) {
    return async (args: ActionFunctionArgs) => {
      try {
        const ctx = await this.context(args);
        const submission = await readForm(args.request, this.formOf(args));
        if (submission.status !== "success") return refusedForm(submission);
        return previewForm(submission, await inTheirWords(ctx, () => handler({ ctx, input: { ...this.read(args), form: submission.value } as Parsed<S>, request: args.request })));
      } catch (error) {
        throw asPageError(error, args.context);
      }
    };
  }

  /**
   * JSON for API clients in every case: here an invalid query is refused like an invalid body, since a client would not
   * notice a default.
   */
  respond(handler: (call: Call<Ctx, Parsed<S>>) => Promise<JsonAnswer>) {
    return async (args: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
      try {
        const ctx = await this.context(args);
        const { params, search, body } = this.schemas;
        const input = {
          ...(params && { params: parseParams(params, args.params) }),
          ...(search && { search: readQuery(search, args.request) }),
          ...(body && { body: await readBody(body, args.request) }),
        };
        return jsonAnswer(await handler({ ctx, input: input as Parsed<S>, request: args.request }));
      } catch (error) {
        return asJsonError(error, args.context);
      }
    };
  }

  private loader<Out>(handler: (call: Call<Ctx, Omit<Parsed<S>, "form">>) => Promise<Out>, asError: typeof asPageError) {
    return async (args: LoaderFunctionArgs): Promise<Out> => {
      try {
        const ctx = await this.context(args);
        if (!READING.has(args.request.method)) throw onlyRead(args.context);
        return await inTheirWords(ctx, () => handler({ ctx, input: this.read(args) as Parsed<S>, request: args.request }));
      } catch (error) {
        throw asError(error, args.context);
      }
    };
  }

  private formOf({ context, params }: ActionFunctionArgs): z.ZodType {
    const { form = z.object({}) } = this.schemas;
    return typeof form === "function" ? form({ ctx: context, params }) : form;
  }

  private async context(args: LoaderFunctionArgs | ActionFunctionArgs): Promise<Ctx> {
    let ctx: object = args.context;
    for (const guard of this.guards) ctx = { ...ctx, ...(await guard({ request: args.request, ctx: ctx as never, params: args.params })) };
    return ctx as Ctx;
  }

  private read(args: LoaderFunctionArgs | ActionFunctionArgs): object {
    const { params, search } = this.schemas;
    return {
      ...(params && { params: parseParams(params, args.params) }),
      ...(search && { search: parseSearch(search, args.request) }),
    };
  }
}

/** Pages shared by customers and the desk use a different error message for each; a guard says who is asking. */
async function inTheirWords<Out>(ctx: { atDesk?: boolean }, work: () => Promise<Out>): Promise<Out> {
  try {
    return await work();
  } catch (error) {
    throw ctx.atDesk && error instanceof AppError ? asToldAtDesk(error) : error;
  }
}

/** A form posted to a route without an action: the server runs the loader for its guards, then refuses. */
function onlyRead(context: AppLoadContext): Response {
  context.responseHeaders.set("Allow", [...READING].join(", "));
  return new Response("This address takes no forms.\n", { status: 405, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

export const publicProcedure = new Procedure<AppLoadContext, {}>([], {});
