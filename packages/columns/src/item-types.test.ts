import { describe, expect, it } from 'vitest';
import { readFields, recordOf, recordText } from './item-types';

describe('the facts of an item', () => {
  it('are kept without what is empty or no field of any type', () => {
    const typed = { documentNumber: ' 赣府发〔2026〕3号 ', organ: ' ', formedOn: '2026-03-01', made: 'up' };
    expect(readFields(typed)).toEqual({
      fields: { documentNumber: '赣府发〔2026〕3号', formedOn: '2026-03-01' },
      faults: {},
    });
  });

  it('are refused when too long, no day of the calendar, none of the choices or no item', () => {
    const faults = (typed: Record<string, string>) => Object.keys(readFields(typed).faults);
    expect(faults({ documentNumber: '号'.repeat(60) })).toEqual([]);
    expect(faults({ documentNumber: '号'.repeat(61) })).toEqual(['documentNumber']);
    expect(faults({ formedOn: '2026-02-29' })).toEqual(['formedOn']);
    expect(faults({ formedOn: '2024-02-29' })).toEqual([]);
    expect(faults({ genre: '便条' })).toEqual(['genre']);
    expect(faults({ policyId: '/a/x.html' })).toEqual(['policyId']);
    expect(faults({ videoId: '../x.mp4' })).toEqual(['videoId']);
    expect(faults({ transcript: '话'.repeat(5001) })).toEqual(['transcript']);
    for (const linkUrl of ['https://www.gov.cn/', 'http://a.cn/b?c=1', '/c/fuwu/'])
      expect(faults({ linkUrl })).toEqual([]);
    for (const linkUrl of ['https://www.a.gov.cn：8080/x', 'http://www.a.gov.cn:99999/', 'https://:80/x'])
      expect(faults({ linkUrl })).toEqual(['linkUrl']);
    for (const linkUrl of ['javascript:alert(1)', '//evil.example', 'https://', 'gov.cn', 'https://a b', '/\\evil'])
      expect(faults({ linkUrl })).toEqual(['linkUrl']);
  });

  it('stand in the record in the order of their type, without what is a link', () => {
    const fields = { genre: '通知', documentNumber: '3号', policyId: '1m83aj5k79wkhhbny3' };
    expect(recordOf(fields).map(({ label }) => label)).toEqual(['文号', '体裁']);
    expect(recordText(fields)).toBe('3号 通知');
  });

  it('that are long or files are no lines of the record, and the long ones are read by search and checks', () => {
    const fields = { videoId: '1m83aj5k79wkhhbny3', transcript: '大家好', linkUrl: '/c/fuwu/', photographer: '王明' };
    expect(recordOf(fields)).toEqual([{ name: 'photographer', label: '摄影', value: '王明' }]);
    expect(recordText(fields)).toBe('王明 大家好');
  });
});
