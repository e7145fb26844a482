import { Form } from '@remix-run/react';
import type { ReactElement, ReactNode } from 'react';
import { ErrorSummary, type ErrorSummaryProps, FormActions } from './form-page';
import { Icon } from './icon';
import { PageHeader } from './page-header';

export interface ConfirmPageProps extends ErrorSummaryProps {
  title: string;
  back: { label: string; href: string };
  /** The effect in one sentence with its numbers: `将从 312 个站点撤下`. */
  effect: string;
  /** What follows from it, and what does not. */
  consequences?: readonly string[];
  submit: string;
  pending: string;
  intent?: string;
  action?: string;
  /** An act that can be taken back is not red. */
  tone?: 'main' | 'alarm';
  /** Hidden inputs, a reason, a word to type. */
  children?: ReactNode;
}

/** A dangerous act on a page of its own. */
export function ConfirmPage(props: ConfirmPageProps): ReactElement {
  const { title, back, effect, consequences = [], tone = 'alarm', action, children } = props;
  return (
    <div className="max-w-2xl">
      <PageHeader title={title} back={back} />
      <div className="flex flex-col gap-5">
        <ErrorSummary errors={props.errors} message={props.message} />
        <div className={`zc-card border-t-4 p-5 ${tone === 'alarm' ? 'border-t-alarm-700' : 'border-t-main-700'}`}>
          <p className="flex items-start gap-2.5 text-lg font-semibold">
            <Icon
              name={tone === 'alarm' ? 'alert' : 'info'}
              className={`mt-0.5 size-6 ${tone === 'alarm' ? 'text-alarm-700' : 'text-main-600'}`}
            />
            {effect}
          </p>
          {consequences.length > 0 && (
            <ul className="mt-3 flex list-disc flex-col gap-1 pl-12 text-ink-soft">
              {consequences.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </div>
        <Form method="post" action={action} noValidate className="flex flex-col gap-5">
          {children}
          <FormActions
            submit={props.submit}
            pending={props.pending}
            intent={props.intent}
            tone={tone}
            cancel={{ label: '不做，返回', href: back.href }}
          />
        </Form>
      </div>
    </div>
  );
}
