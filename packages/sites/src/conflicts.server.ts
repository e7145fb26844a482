import { isUniqueViolation } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';

/** A field's refusal with the form's sentence. */
export function refuseField(field: string, sentence: string): DomainError {
  return new DomainError('CONFLICT', '请检查标出的项目。', { [field]: [sentence] });
}

/** The unique index a write ran into, as the driver names it. */
function violatedIndex(error: unknown): string {
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { constraint?: { index?: string } } } } }).meta;
  return meta?.driverAdapterError?.cause?.constraint?.index ?? '';
}

/** Turns a taken label, code or address into the field's refusal; other failures stay what they are. Names no site. */
export function conflictOfNewSite(error: unknown): unknown {
  if (!isUniqueViolation(error)) return error;
  const index = violatedIndex(error);
  if (index === 'Site_code_key') return refuseField('code', '这个站点代码已被使用，请换一个。');
  return refuseField('label', '这个标识或它的地址已被使用，请换一个。');
}

export function addressTaken(field: string): DomainError {
  return refuseField(field, '这个地址已被使用，请换一个。');
}
