import type { Clause } from '../types.ts';
import { noticeDocument } from './notice-document.ts';

/**
 * The seven annexes as a whole: what a rule cites that rests on an annex, and not on one article of it. Of annexes 5–7 only the
 * titles are known here; the national rules that such plans apply stand in for them.
 */
export const annexClauses: readonly Clause[] = noticeDocument.annexTitles.map(({ number, title }) => {
  const annex = noticeDocument.annexes.find((carried) => carried.number === number);
  return {
    id: `A${number}`,
    title: `附件${number}《${annex?.title ?? title}》`,
    text: annex === undefined || annex.preamble === '' ? annex?.title ?? title : annex.preamble,
    verbatim: true, annex: number, source: noticeDocument.documentNumber, parent: null,
  };
});
