import type { LocalDate } from '@disclosure/kernel';
import { divisionExists } from './lookup.ts';
import type { Agency, Division, OrganisationBook } from './types.ts';

/** Who answers for a topic: the divisions of the department in being on a day, and the other agencies (A1-19-4). */
export interface CompetentBodies {
  readonly divisions: readonly Division[];
  readonly agencies: readonly Agency[];
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

/**
 * The bodies whose directory names the topic. A topic matches where it is named as asked, or where one of the two texts contains the
 * other: `工业节能` finds `节能`. Bodies that name it exactly come first, then in the order of the book. A blank topic finds nobody.
 */
export function competentFor(book: OrganisationBook, topic: string, on: LocalDate): CompetentBodies {
  const asked = plain(topic);
  const rank = <B extends { readonly topics: readonly string[] }>(bodies: readonly B[]): readonly B[] => {
    const exact = bodies.filter(({ topics }) => topics.some((named) => plain(named) === asked));
    const near = bodies.filter((body) => !exact.includes(body) && body.topics.some((named) => plain(named).includes(asked) || asked.includes(plain(named))));
    return [...exact, ...near];
  };
  if (asked === '') return { divisions: [], agencies: [] };
  return {
    divisions: rank(book.divisions.filter((division) => divisionExists(book, division.id, on))),
    agencies: rank(book.agencies.filter((agency) => !agency.isOwn)),
  };
}
