declare const fenBrand: unique symbol;
/** Money in fen (1/100 yuan), a safe integer. */
export type Fen = number & { readonly [fenBrand]: true };

export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not an amount in fen: ${amount}`);
  return amount as Fen;
}

/** `1234.50元`, with thousands apart: `1,234.50元`. */
export function formatYuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const units = String(Math.floor(Math.abs(amount) / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${units}.${String(Math.abs(amount) % 100).padStart(2, '0')}元`;
}
