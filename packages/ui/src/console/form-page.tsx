import { Form, Link, useNavigation } from '@remix-run/react';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { fieldId } from './field-frame';
import { useDirtyForm } from './form-dirty';
import { KeepTyped, type KeptElsewhere } from './keep-typed';
import { PageHeader, type PageHeaderProps } from './page-header';
import { UnsavedGuard } from './unsaved-guard';

export type FormErrors = Readonly<Record<string, readonly string[]>>;

export interface ErrorSummaryProps {
  /** By field name; the empty name holds what belongs to the form as a whole. */
  errors?: FormErrors;
  /** One sentence that is not a field's, e.g. the message of the refused command. */
  message?: string;
  /** What did not happen, where it is not a saving. */
  undone?: string;
}

/** All errors on top, each a link to its field. It takes the focus when errors arrive. */
export function ErrorSummary({ errors = {}, message, undone = '没有保存' }: ErrorSummaryProps): ReactElement | null {
  const box = useRef<HTMLDivElement>(null);
  const lines = Object.entries(errors).flatMap(([name, texts]) => texts.map((text) => ({ name, text })));
  const arrived = lines.length > 0 || Boolean(message);
  // A new answer of the server takes the focus again
  useEffect(() => {
    if (arrived) box.current?.focus();
  }, [arrived, errors, message]);
  if (!arrived) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded border-2 border-alarm-700 bg-white p-4 focus:outline-3 focus:outline-offset-2 focus:outline-alarm-200"
    >
      <h2 className="text-lg font-semibold text-alarm-700">
        {lines.length > 0 ? `${undone}，有 ${lines.length} 处需要修改` : undone}
      </h2>
      {message && <p className="mt-1">{message}</p>}
      {lines.length > 0 && (
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-5">
          {lines.map(({ name, text }) => (
            <li key={`${name}-${text}`}>
              {name === '' ? (
                text
              ) : (
                <a
                  href={`#${fieldId({ name })}`}
                  className="text-alarm-700 underline underline-offset-4"
                  onClick={(event) => {
                    const field = document.getElementById(fieldId({ name }));
                    if (!field) return;
                    event.preventDefault();
                    field.focus();
                    field.scrollIntoView({ block: 'center' });
                  }}
                >
                  {text}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export interface FormActionsProps {
  submit: string;
  /** While the answer is awaited: `正在保存…`. */
  pending: string;
  intent?: string;
  tone?: 'main' | 'alarm';
  /** Other submits of the same form. */
  others?: { label: string; intent: string }[];
  cancel?: { label: string; href: string };
  /** The save state in words: `已于 15:30 保存`. */
  state?: string;
}

/** The intent travels as the submit button's value, so that one form can do several things. */
export function FormActions(props: FormActionsProps): ReactElement {
  const { submit, pending, intent, tone = 'main', others = [], cancel, state } = props;
  const navigation = useNavigation();
  const busy = navigation.state !== 'idle' && navigation.formMethod !== undefined && navigation.formMethod !== 'GET';
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line pt-5">
      <button
        type="submit"
        name={intent && 'intent'}
        value={intent}
        aria-disabled={busy}
        className={`zc-button ${tone === 'alarm' ? 'zc-button-alarm' : 'zc-button-main'} max-sm:w-full`}
        onClick={(event) => busy && event.preventDefault()}
      >
        {busy ? pending : submit}
      </button>
      {others.map((other) => (
        <button
          key={other.intent}
          type="submit"
          name="intent"
          value={other.intent}
          aria-disabled={busy}
          className="zc-button max-sm:w-full"
          onClick={(event) => busy && event.preventDefault()}
        >
          {other.label}
        </button>
      ))}
      {cancel && (
        <Link to={cancel.href} className="zc-button zc-button-quiet max-sm:w-full">
          {cancel.label}
        </Link>
      )}
      <p role="status" className="text-sm text-ink-soft sm:ml-auto">
        {busy ? pending : state}
      </p>
    </div>
  );
}

export interface FormPageProps extends PageHeaderProps, ErrorSummaryProps {
  action?: string;
  encType?: 'multipart/form-data';
  buttons: FormActionsProps;
  /** From `draftKey(accountId, form)`; without it nothing is kept, e.g. for passwords. */
  storageKey?: string;
  /** The revision the form was opened on. */
  base?: string;
  saved?: string | number;
  elsewhere?: KeptElsewhere;
  /** Beside the form from 1280 px on, under it before. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A page that is one form, in one column. */
export function FormPage(props: FormPageProps): ReactElement {
  const { action, encType, buttons, storageKey, base, saved, elsewhere, aside, children, errors, message, ...header } =
    props;
  const form = useRef<HTMLFormElement>(null);
  const dirty = useDirtyForm(form, saved);
  return (
    <>
      <PageHeader {...header} />
      <div className="flex flex-col gap-8 xl:flex-row">
        <div className="flex w-full max-w-2xl flex-col gap-5">
          <ErrorSummary errors={errors} message={message} />
          {storageKey && (
            <KeepTyped form={form} storageKey={storageKey} base={base} saved={saved} elsewhere={elsewhere} />
          )}
          <Form ref={form} method="post" action={action} encType={encType} noValidate className="flex flex-col gap-5">
            {children}
            <FormActions {...buttons} state={dirty ? '有修改，还没有保存' : buttons.state} />
          </Form>
          <UnsavedGuard form={form} saved={saved} kept={storageKey !== undefined} />
        </div>
        {aside && <aside className="w-full max-w-2xl xl:max-w-sm">{aside}</aside>}
      </div>
    </>
  );
}

/** A titled group of fields inside a form. */
export function FormSection({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="zc-card flex flex-col gap-5 p-4 sm:p-5">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {lead && <p className="text-ink-soft">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
