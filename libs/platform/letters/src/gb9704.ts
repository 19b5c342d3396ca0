import type { Role } from './compose-letter.ts';

/** The page of GB/T 9704-2012 (党政机关公文格式), in points: 版心 156 × 225 mm of an A4 sheet, 22 lines of 28 characters of 3号. */
const MM = 72 / 25.4;
export const mm = (millimetres: number): number => millimetres * MM;

export const page = { width: mm(210), height: mm(297), top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) } as const;
export const textWidth = page.width - page.left - page.right;
export const textHeight = page.height - page.top - page.bottom;

/** 3号. */
export const bodySize = 16;
/** 4号: page numbers and 版记. */
export const smallSize = 14;
export const CHARACTERS = 28;
export const LINES = 22;
/** 225 mm in 22 lines: 28.95 pt, a whole number of twips. */
export const pitch = Math.floor((textHeight / LINES) * 20) / 20;
/** 156 mm in 28 characters are a little less than 16 pt each. */
export const bodyPitch = textWidth / CHARACTERS;
export const bodySpacing = bodyPitch - bodySize;
/** From the upper edge of the text area to that of the agency mark. */
export const markDrop = mm(35);
/** The red line, under the number. */
export const redLineDrop = mm(4);
export const pageNumberDrop = mm(7);
export const sealDiameter = mm(42);
export const RED = '#E60000';

/** Face and size of each piece. Names of faces are for docx; in the PDF all but weight is Noto Serif SC. */
export const styles: Readonly<Record<Role, { readonly face: string; readonly size: number; readonly bold: boolean; readonly red: boolean }>> = {
  MARK: { face: '方正小标宋简体', size: 42, bold: true, red: true },
  NUMBER: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  TITLE: { face: '方正小标宋简体', size: 22, bold: true, red: false },
  ADDRESSEE: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  BODY: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  HEADING: { face: '黑体', size: bodySize, bold: true, red: false },
  SUBHEADING: { face: '楷体_GB2312', size: bodySize, bold: false, red: false },
  ENCLOSURE: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  NEXT_ENCLOSURE: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  SEAL: { face: '仿宋_GB2312', size: bodySize, bold: false, red: true },
  SIGNATURE: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  DATE: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  NOTE: { face: '仿宋_GB2312', size: bodySize, bold: false, red: false },
  COPIES: { face: '仿宋_GB2312', size: smallSize, bold: false, red: false },
  PRINTED: { face: '仿宋_GB2312', size: smallSize, bold: false, red: false },
};

/** The agency mark is as large as its name allows on one line, 42 pt at most. */
export const markSize = (mark: string): number => Math.min(styles.MARK.size, Math.floor(textWidth / Math.max(1, [...mark].length)));

/** Shares of the width, by the number of cells in a row of a form. */
export function cellShares(cells: number): readonly number[] {
  const shares: Readonly<Record<number, readonly number[]>> = { 1: [1], 2: [0.2, 0.8], 3: [0.2, 0.44, 0.36], 4: [0.2, 0.3, 0.2, 0.3] };
  return shares[cells] ?? Array.from({ length: cells }, () => 1 / cells);
}
export const cell = { size: smallSize, pitch: 22, padding: 5, emptyHeight: 44 } as const;
