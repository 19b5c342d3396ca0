import { StartRefused } from './options.ts';

/** Where the public reaches the platform: PUBLIC_BASE_URL, else the address that the server listens on. Letters print it, so it is one for all processes. */
export class PublicAddress {
  #base: string | null;

  /** Throws StartRefused on a setting that is no http(s) address. */
  constructor(setting: string | undefined = process.env['PUBLIC_BASE_URL']) {
    if (setting === undefined || setting === '') this.#base = null;
    else if (URL.canParse(setting) && /^https?:$/.test(new URL(setting).protocol)) this.#base = setting.replace(/\/+$/, '');
    else throw new StartRefused(`PUBLIC_BASE_URL 应为公众访问本平台的网址，如 https://xxgk.example.gov.cn，而不是“${setting}”。`);
  }

  /** The server has begun to listen here; what was set goes before. */
  listening(address: string): void {
    this.#base ??= address.replace(/\/+$/, '');
  }

  /** The host that pages name as theirs; null before anything is known. */
  get domain(): string | null {
    return this.#base === null ? null : new URL(this.#base).host;
  }

  /** The full address of a path (`/d/…`). */
  url = (path: string): string => `${this.#base ?? ''}${path}`;
}
