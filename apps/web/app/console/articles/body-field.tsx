import { FieldErrors } from '@zhanqun/ui/console';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { KeptField } from './kept-field';

/** The editor is the heaviest part of the console, so only this field asks for it. */
const BodyEditor = lazy(() => import('./body-editor'));

export interface BodyFieldProps {
  siteCode: string;
  html: string;
  errors?: readonly string[];
}

function Waiting() {
  return (
    <p role="status" className="zc-editor-page text-ink-soft">
      正在打开编辑器…
    </p>
  );
}

/** The text. A hidden field holds the markup, so that it is sent, kept and put back like every other field. */
export function BodyField({ siteCode, html, errors }: BodyFieldProps) {
  const hidden = useRef<HTMLInputElement>(null);
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return (
    <section aria-labelledby="body-title">
      <h2 id="body-title" className="font-semibold">
        正文
      </h2>
      <p id="field-body-help" className="text-sm text-ink-soft">
        小标题用“标题2”“标题3”，不要只加粗；图片都要写替代文字，看不见图片的人靠它了解内容。按 Esc 从正文回到工具栏。
      </p>
      <KeptField ref={hidden} name="body" first={html} />
      <div className="zc-editor mt-1.5" data-invalid={Boolean(errors?.length)}>
        <Suspense fallback={<Waiting />}>
          {isMounted ? (
            <BodyEditor siteCode={siteCode} hidden={hidden} isInvalid={Boolean(errors?.length)} />
          ) : (
            <Waiting />
          )}
        </Suspense>
      </div>
      <FieldErrors id="field-body-errors" errors={errors} />
    </section>
  );
}
