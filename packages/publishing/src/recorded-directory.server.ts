import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import type { Recorder } from './recording.server';
import { TAGS } from './tags';

/** What public pages ask of the directory. */
export interface PublicDirectory
  extends Pick<SiteDirectory, 'find' | 'get' | 'root' | 'children' | 'ancestors' | 'placeOf' | 'urlOf' | 'href'> {
  hasOnlineChild(id: string): boolean;
}

/** The directory of sites as one page reads it: every answer is noted as something that the page depends on. */
export class RecordedDirectory implements PublicDirectory {
  constructor(
    private readonly directory: SiteDirectory,
    private readonly recorder: Recorder,
  ) {}

  private noted<T extends SiteRecord | undefined>(site: T): T {
    if (site) this.recorder.add(TAGS.place(site.id));
    return site;
  }

  find(id: string): SiteRecord | undefined {
    this.recorder.add(TAGS.place(id));
    return this.directory.find(id);
  }

  get(id: string): SiteRecord {
    this.recorder.add(TAGS.place(id));
    return this.directory.get(id);
  }

  root(): SiteRecord | undefined {
    return this.noted(this.directory.root());
  }

  children(id: string): SiteRecord[] {
    this.recorder.add(TAGS.children(id));
    return this.directory.children(id);
  }

  hasOnlineChild(id: string): boolean {
    this.recorder.add(TAGS.openBelow(id));
    return this.directory.children(id).some((child) => child.state === 'ONLINE');
  }

  ancestors(site: SiteRecord): SiteRecord[] {
    const found = this.directory.ancestors(site);
    for (const ancestor of found) this.noted(ancestor);
    return found;
  }

  placeOf(site: SiteRecord): { host: string; base: string } {
    return this.directory.placeOf(this.noted(site));
  }

  urlOf(site: SiteRecord, rest = '/'): string {
    return this.directory.urlOf(this.noted(site), rest);
  }

  href(from: SiteRecord, to: SiteRecord, rest = '/'): string {
    this.noted(from);
    return this.directory.href(from, this.noted(to), rest);
  }
}
