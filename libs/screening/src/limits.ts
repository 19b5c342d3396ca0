/** How far screening goes into one file before it gives up; a file that asks for more is refused, never half screened. */
export interface ScreeningLimits {
  /** Entries of one archive. */
  readonly maxEntries: number;
  /** Bytes of everything unpacked from one file, archives inside it included. */
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes for each packed byte of one entry, once the entry is larger than a mebibyte. */
  readonly maxRatio: number;
  readonly maxPages: number;
  /** Characters of text of all parts and readings. */
  readonly maxCharacters: number;
  /** Files inside files inside files. */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: ScreeningLimits = {
  maxEntries: 2_000,
  maxUnpackedBytes: 128 * 1024 * 1024,
  maxRatio: 250,
  maxPages: 2_000,
  maxCharacters: 24_000_000,
  maxDepth: 3,
};

/** Thrown inside the library when a limit is reached, caught at its border and turned into a finding. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';
}

/** Thrown inside the library for what contradicts its own format, caught at its border and turned into a finding. */
export class BrokenFile extends Error {
  override readonly name = 'BrokenFile';
}

/** What is left to spend on one file; shared by everything that is unpacked from it. */
export class Budget {
  readonly limits: ScreeningLimits;
  #unpacked = 0;
  #characters = 0;

  constructor(limits: ScreeningLimits) {
    this.limits = limits;
  }

  spendBytes(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.limits.maxUnpackedBytes) throw new LimitExceeded('unpacked bytes');
  }

  spendCharacters(characters: number): void {
    this.#characters += characters;
    if (this.#characters > this.limits.maxCharacters) throw new LimitExceeded('characters');
  }
}
