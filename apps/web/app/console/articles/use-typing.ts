import type { TypedDraftView, Typist } from '@zhanqun/articles/server';
import type { FormDraft, KeptElsewhere } from '@zhanqun/ui/console';
import { useEffect, useMemo, useRef, useState } from 'react';
import { consolePath } from '../paths';
import type { TypingAnswer } from './typing';

/** Between the last key and the copy on the server, milliseconds. */
const AFTER_MS = 3_000;
/** How often the server hears that somebody writes: well within the time after which it forgets that. */
const BEAT_MS = 20_000;
/** What browsers still send for a page that is being closed, with room for the rest of the request. */
const MOST_AT_LEAVING = 60_000;

export interface TypingState {
  others: Typist[];
  /** When the server last had what was typed; undefined before. */
  keptAt: Date | undefined;
  /** Why it has not, for the last try. */
  fault: string | undefined;
  elsewhere: KeptElsewhere;
}

/**
 * Sends what is typed to the server for this person alone, and tells it that the item is being written at. Whoever
 * leaves is forgotten there by not being heard of.
 */
export function useTyping(
  siteCode: string,
  articleId: string | undefined,
  first: { others?: Typist[]; draft?: TypedDraftView | undefined },
): TypingState {
  const [others, setOthers] = useState(first.others ?? []);
  const [keptAt, setKeptAt] = useState<Date>();
  const [fault, setFault] = useState<string>();
  const waiting = useRef<{ draft: FormDraft; timer: ReturnType<typeof setTimeout> }>();
  const address = consolePath.articleTyping(siteCode, articleId);

  const desk = useMemo(() => {
    const post = (intent: string, draft?: FormDraft, keepalive = false) => {
      const form = new FormData();
      form.set('intent', `article:write#${intent}`);
      if (draft) form.set('draft', JSON.stringify({ base: draft.base, fields: draft.fields }));
      return fetch(address, { method: 'POST', body: form, keepalive });
    };
    const send = async (draft?: FormDraft, isLeaving = false) => {
      try {
        const size = draft ? JSON.stringify(draft.fields).length : 0;
        const answer = await post('typing', draft, isLeaving && size < MOST_AT_LEAVING);
        const told = (await answer.json()) as Partial<TypingAnswer> & { error?: { message: string } };
        if (!answer.ok) return setFault(told.error?.message ?? '没有自动保存。');
        setOthers((told.others ?? []).map(({ name, since }) => ({ name, since: new Date(since) })));
        if (draft && told.at) setKeptAt(new Date(told.at));
        setFault(undefined);
      } catch {
        setFault('连不上服务器，没有自动保存，内容还在这个浏览器窗口里。');
      }
    };
    const cancel = () => {
      clearTimeout(waiting.current?.timer);
      waiting.current = undefined;
    };
    const flush = () => {
      const draft = waiting.current?.draft;
      cancel();
      if (draft) void send(draft, true);
    };
    const keep = (draft: FormDraft) => {
      cancel();
      // What was kept before is not what stands there now.
      setKeptAt(undefined);
      const timer = setTimeout(() => {
        cancel();
        void send(draft);
      }, AFTER_MS);
      waiting.current = { draft, timer };
    };
    const forget = async () => {
      cancel();
      try {
        await post('forget');
        setKeptAt(undefined);
      } catch {
        setFault('连不上服务器，服务器上的草稿没有删除。');
      }
    };
    const settle = () => {
      cancel();
      setKeptAt(undefined);
    };
    return { send, flush, keep, forget, settle };
  }, [address]);

  useEffect(() => {
    window.addEventListener('pagehide', desk.flush);
    return () => {
      window.removeEventListener('pagehide', desk.flush);
      desk.flush();
    };
  }, [desk]);

  useEffect(() => {
    if (!articleId) return;
    const beat = () => document.visibilityState === 'visible' && void desk.send();
    beat();
    const timer = setInterval(beat, BEAT_MS);
    document.addEventListener('visibilitychange', beat);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', beat);
    };
  }, [articleId, desk]);

  const found = first.draft && { ...first.draft, savedAt: new Date(first.draft.savedAt).getTime() };
  return {
    others,
    keptAt,
    fault,
    elsewhere: { found, keep: desk.keep, forget: () => void desk.forget(), settle: desk.settle },
  };
}
