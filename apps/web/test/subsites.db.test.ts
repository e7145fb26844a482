import { RecordedDirectory, Recorder } from '@zhanqun/publishing/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { subsiteDirectory } from '../app/public/directory/groups.server';

const group = useGroup();

describe('the directory of the sites below', () => {
  it('shows each county with all its parts', () => {
    const { site } = group();
    const directory = new RecordedDirectory(group().directory, new Recorder());
    const groups = subsiteDirectory(directory, site('city'));
    expect(groups.map((one) => one.title)).toEqual(['部门', '东县', '西县']);
    const [, east] = groups;
    expect(east?.parts?.flatMap((part) => part.sites.map((one) => one.name))).toContain(site('east-town').shortName);
  });

  it('names the counties alone when all would be too many', () => {
    const { site } = group();
    const directory = new RecordedDirectory(group().directory, new Recorder());
    const [counties, departments] = subsiteDirectory(directory, site('city'), 5);
    expect(counties).toMatchObject({ title: '县（市、区）', sites: [{ name: '东县' }, { name: '西县' }] });
    expect(departments?.title).toBe('部门');
    expect(subsiteDirectory(directory, site('city'), 6)[0]?.title).toBe('部门');
  });
});
