import { Icon, type IconName } from '../icons';
import type { ContactView } from './types';

/** Telephone first, large; then hours, address and mail, whichever are known. */
export function ContactCard({ contact }: { contact: ContactView }) {
  const facts: [IconName, string, string | undefined][] = [
    ['clock', '办公时间', contact.hours],
    ['map-pin', '地址', contact.address],
    ['mail', '电子邮箱', contact.email],
  ];
  if (!contact.phone && !facts.some(([, , value]) => value)) return null;
  return (
    <div className="contact-card">
      {contact.phone ? (
        <p className="contact-phone">
          <Icon name="phone" size={28} />
          <span>
            <span className="contact-name">{contact.office ?? '值班电话'}</span>
            <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>
          </span>
        </p>
      ) : null}
      <dl className="contact-facts">
        {facts.map(([icon, name, value]) =>
          value ? (
            <div key={name}>
              <dt>
                <Icon name={icon} size={22} />
                {name}
              </dt>
              <dd>
                <Clauses text={value} />
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  );
}

/** Breaks a line only after a comma, so that an opening time is never torn in two. */
function Clauses({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=[，；])/u).map((clause) => (
        <span key={clause} className="unbroken">
          {clause}
        </span>
      ))}
    </>
  );
}
