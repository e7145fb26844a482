import type { ActionFunctionArgs } from '@remix-run/node';
import type { GuardDeclaration, Refusal } from './guard.server';

type Action = ((args: ActionFunctionArgs) => Promise<unknown>) & { guard: GuardDeclaration };

/** For what a page asks without the router, which would drop the status of a refusal that is no response. */
export function plainly(
  action: Action,
): ((args: ActionFunctionArgs) => Promise<Response>) & { guard: GuardDeclaration } {
  const answered = async (args: ActionFunctionArgs): Promise<Response> => {
    const answer = await action(args);
    if (answer instanceof Response) return answer;
    const { data, init } = answer as { data: Refusal; init: ResponseInit | null };
    return Response.json(data, init ?? {});
  };
  return Object.assign(answered, { guard: action.guard });
}
