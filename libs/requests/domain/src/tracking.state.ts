/** The tracking code that is in use: which one of the case it is, and the command whose answer showed it. */
export interface TrackingState {
  /** 1 is the code given at submission; each renewal or revocation raises it, and every code and token of before is void. */
  readonly trackingGeneration: number;
  /** Who was shown the code in use and by which command; null for the first, and after a revocation. */
  readonly trackingShownTo: { readonly actor: string; readonly commandId: string } | null;
}

export const nothingRenewed: TrackingState = { trackingGeneration: 1, trackingShownTo: null };
