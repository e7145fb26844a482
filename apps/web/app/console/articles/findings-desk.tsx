import { type BodyPart, type CheckedField, type Finding, type Weight, wordsOfBody } from '@zhanqun/checks';
import { type Passage, passageAt, passageFinder } from '@zhanqun/kit';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { goTo, rangeFinder, showRanges } from './prose-ranges';

/** What the checks found, for the editor and the fields that show it at its place. */
export interface FindingsDesk {
  findings: readonly Finding[];
  /** The body that was checked. */
  body: string;
  /** Those whose words have been changed since. */
  gone: ReadonlySet<number>;
  /** Goes to the place and selects it. `false` when it has none on this page. */
  jump(index: number): boolean;
  /** What reviewers said about words, as far as it is not settled. */
  notes: readonly NotedPassage[];
  /** Goes to the words that a reviewer meant. `false` when they are gone. */
  goTo(note: NotedPassage): boolean;
  /** Puts the right wording in its place. */
  replace(index: number): void;
  /** The editor says how to reach a place in the body; it takes its word back when it closes. */
  reachBody(reach: BodyReach | undefined): void;
  /** The editor says which marks still stand. */
  noteBody(standing: readonly number[]): void;
}

/** Marks of notes in the body are numbered from here, above those of findings. */
export const FIRST_NOTE = 10_000;

export interface NotedPassage {
  id: string;
  field: CheckedField;
  passage: Passage;
}

export interface BodyReach {
  jump(index: number): boolean;
  replace(index: number, words: string): void;
}

const Desk = createContext<FindingsDesk | undefined>(undefined);

export function useFindingsDesk(): FindingsDesk | undefined {
  return useContext(Desk);
}

type Control = HTMLInputElement | HTMLTextAreaElement;

/** The control of a field that is one line of words. */
function controlOf(field: CheckedField): Control | undefined {
  const control = document.getElementById(`field-${field}`);
  return control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? control : undefined;
}

/** Sets a value as typing does, so that drafts and counters follow. */
function type(control: Control, value: string): void {
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
}

export interface CheckedWords {
  title: string;
  summary: string;
  body: string;
  source: string;
  author: string;
  keywords: string;
  correctionNote: string;
}

/** The words of a finding as a passage of the field that was checked; undefined for what is missing or is a part. */
export function passageOf({ field, place }: Finding, text: CheckedWords): Passage | undefined {
  if (!place || 'part' in place || field === 'record' || field === 'attachments') return undefined;
  return passageAt(field === 'body' ? wordsOfBody(text.body) : text[field], place.start, place.end);
}

/** Where a field stands on a page that is only read. */
function readPlace(finding: Finding, text: CheckedWords): Range | undefined {
  const root = document.querySelector(`[data-checked="${finding.field}"]`);
  const passage = passageOf(finding, text);
  if (root && passage) return rangeFinder(root)(passage);
  const { place } = finding;
  if (!root || !place || !('part' in place)) return undefined;
  const part = root.querySelectorAll(PART_TAGS[place.part])[place.index];
  if (!part) return undefined;
  const range = document.createRange();
  range.selectNode(part);
  return range;
}

const PART_TAGS: Record<BodyPart, string> = { heading: 'h2,h3,h4', link: 'a', table: 'table', picture: 'img' };

/** Whether the words of a finding still stand in its field, as somebody is typing there. */
function stands(finding: Finding, text: CheckedWords): boolean {
  const control = controlOf(finding.field);
  if (!control) return true;
  const passage = passageOf(finding, text);
  // Where something was missing, any words are an answer.
  return passage ? passageFinder(control.value)(passage) !== undefined : control.value.trim() === '';
}

export interface FindingsProviderProps {
  findings: readonly Finding[];
  notes: readonly NotedPassage[];
  /** What was checked. */
  text: CheckedWords;
  children: ReactNode;
}

export function FindingsProvider({ findings, notes, text, children }: FindingsProviderProps) {
  const [goneFields, setGoneFields] = useState<readonly number[]>([]);
  const [standing, setStanding] = useState<readonly number[]>();
  const body = useRef<BodyReach>();

  useEffect(() => {
    const look = () => {
      const next = findings.flatMap((finding, index) =>
        finding.field !== 'body' && !stands(finding, text) ? [index] : [],
      );
      setGoneFields((known) => (known.join() === next.join() ? known : next));
    };
    look();
    document.addEventListener('input', look);
    return () => document.removeEventListener('input', look);
  }, [findings, text]);

  // A page that is only read has no editor and no marks in it.
  useEffect(() => {
    const rangesOf = (weight: Weight) =>
      findings.flatMap((finding) => (finding.weight === weight ? (readPlace(finding, text) ?? []) : []));
    showRanges('zc-found', rangesOf('WARN'));
    showRanges('zc-found-block', rangesOf('BLOCK'));
    return () => {
      showRanges('zc-found', []);
      showRanges('zc-found-block', []);
    };
  }, [findings, text]);

  const gone = useMemo(() => {
    const goneBody = standing
      ? findings.flatMap(({ field, place }, index) =>
          field === 'body' && place && !standing.includes(index) ? [index] : [],
        )
      : [];
    return new Set([...goneFields, ...goneBody]);
  }, [findings, goneFields, standing]);

  const jump = useCallback(
    (index: number) => {
      const finding = findings[index];
      if (!finding) return false;
      if (finding.field === 'body' && body.current) return body.current.jump(index);
      const control = controlOf(finding.field);
      if (!control) {
        const range = readPlace(finding, text);
        if (range) goTo(range);
        return range !== undefined;
      }
      const passage = passageOf(finding, text);
      const span = passage && passageFinder(control.value)(passage);
      control.focus({ preventScroll: true });
      control.scrollIntoView({ block: 'center' });
      if (span) control.setSelectionRange(span.start, span.end);
      return true;
    },
    [findings, text],
  );
  const replace = useCallback(
    (index: number) => {
      const finding = findings[index];
      if (!finding?.suggestion) return;
      if (finding.field === 'body') return body.current?.replace(index, finding.suggestion);
      const control = controlOf(finding.field);
      const passage = passageOf(finding, text);
      const span = control && passage && passageFinder(control.value)(passage);
      if (!control || !span) return;
      type(control, control.value.slice(0, span.start) + finding.suggestion + control.value.slice(span.end));
      control.focus();
      control.setSelectionRange(span.start, span.start + finding.suggestion.length);
    },
    [findings, text],
  );
  const toNote = useCallback(
    ({ id, field, passage }: NotedPassage) => {
      if (field === 'body' && body.current) {
        return body.current.jump(FIRST_NOTE + notes.findIndex((note) => note.id === id));
      }
      const control = controlOf(field);
      const root = document.querySelector(`[data-checked="${field}"]`);
      const range = !control && root ? rangeFinder(root)(passage) : undefined;
      if (range) goTo(range);
      const span = control && passageFinder(control.value)(passage);
      if (!control || !span) return range !== undefined;
      control.focus();
      control.setSelectionRange(span.start, span.end);
      return true;
    },
    [notes],
  );
  const reachBody = useCallback((reach: BodyReach | undefined) => {
    body.current = reach;
    if (!reach) setStanding(undefined);
  }, []);
  const noteBody = useCallback((next: readonly number[]) => {
    setStanding((known) => (known?.join() === next.join() ? known : next));
  }, []);

  const desk = useMemo(
    () => ({ findings, notes, body: text.body, gone, goTo: toNote, jump, replace, reachBody, noteBody }),
    [findings, notes, text.body, gone, toNote, jump, replace, reachBody, noteBody],
  );
  return <Desk.Provider value={desk}>{children}</Desk.Provider>;
}
