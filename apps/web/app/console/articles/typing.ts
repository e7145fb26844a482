import { forgetTyped, listOthersTyping, noteTyping, type Typist } from '@zhanqun/articles/server';
import { DomainError } from '@zhanqun/kit';
import { type SiteArgs, siteAction } from '../guard.server';
import { plainly } from '../plain-action.server';

/** Who else writes at the item, and when the server had what was typed. */
export interface TypingAnswer {
  others: Typist[];
  at: Date;
}

function draftIn(form: FormData) {
  const raw = form.get('draft');
  if (typeof raw !== 'string') return undefined;
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new DomainError('INVALID', '草稿没有读懂，没有自动保存。', {}, { cause: error });
  }
}

/** Undefined at the form of a new article. */
function articleOf({ params }: SiteArgs): string | undefined {
  return params.article === 'new' ? undefined : params.article;
}

export const action = plainly(
  siteAction({
    'article:write#typing': async (args) => {
      const { context, form } = args;
      const articleId = articleOf(args);
      await noteTyping(context, { articleId, draft: draftIn(form) });
      const others = articleId ? await listOthersTyping(context, articleId) : [];
      return Response.json({ others, at: context.now } satisfies TypingAnswer);
    },
    'article:write#forget': async (args) => {
      await forgetTyped(args.context, { articleId: articleOf(args) });
      return Response.json({});
    },
  }),
);
