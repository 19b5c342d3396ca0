import type { Extent, Mode } from '@disclosure/contracts';
import type { LocalDate } from '@disclosure/kernel';
import type { AggregateState } from '@disclosure/workflow';
import type { Route, Validity, VersionKind } from './vocabulary.ts';

/** A version that went out: what the gate released, and under which clearance. */
export interface PublishedVersion {
  readonly number: number;
  readonly kind: VersionKind;
  readonly digest: string;
  readonly releaseId: string;
  readonly clearanceId: string;
  readonly publishedOn: LocalDate;
}

/** A disclosure (主动公开信息), folded. Codes, dates, ids and digests only: every text is in the content package at the gate. */
export interface DisclosureState extends AggregateState {
  readonly divisionId: string;
  readonly route: Route | null;
  /** The disclosure attribute (公开属性): two choices, null while not made. */
  readonly extent: Extent | null;
  readonly mode: Mode | null;
  readonly ground: string | null;
  readonly isMajorSensitive: boolean;
  /** Digest of the package being worked on: the one proposed last. */
  readonly digest: string | null;
  /** Every digest that was ever proposed: a clearance for one of these is one for other content. */
  readonly digests: readonly string[];
  readonly documentNumber: string | null;
  readonly formedOn: LocalDate | null;
  readonly documentDatedOn: LocalDate | null;
  readonly signedOffOn: LocalDate | null;
  readonly categoryIds: readonly string[];
  readonly validity: Validity;
  /** The requests that led to it (A2-21). */
  readonly originRequests: readonly string[];
  /** Everybody who wrote content in this round: none of them approves. */
  readonly drafters: readonly string[];
  readonly kind: VersionKind;
  readonly changedOn: LocalDate | null;
  /** The publication clock of this round was ended by a choice against proactive disclosure, not by a publication. */
  readonly clockEnded: boolean;
  /** Given at the first publication, kept for ever (CAT-03). */
  readonly indexNumber: string | null;
  readonly address: string | null;
  readonly releases: readonly PublishedVersion[];
  readonly withdrawnOn: LocalDate | null;
}

/** A reference to a text that stands outside the events. */
export interface Ref { readonly [key: string]: string }

// Inputs as `decide` sees them: content has become a digest, texts have become references (foundations 4).
export interface OpenInput { readonly divisionId: string; readonly originRequests: readonly string[]; readonly originDigest: string }
export interface AttributeInput {
  readonly extent?: Extent; readonly mode?: Mode; readonly ground?: string; readonly reasons?: Ref; readonly isMajorSensitive?: boolean;
}
export interface ContentInput extends AttributeInput {
  readonly digest: string;
  readonly attachments: number;
  readonly formedOn?: LocalDate;
  readonly documentNumber?: string;
  readonly documentDatedOn?: LocalDate;
  readonly categoryIds: readonly string[];
  /** Those of `categoryIds` that the catalogue has as leaves; looked up by the shell. */
  readonly leafIds: readonly string[];
  readonly validity?: Validity;
}
export interface ProposeInput extends ContentInput { readonly route: Route; readonly divisionId: string }

export interface ChangeInput extends ContentInput { readonly changedOn: LocalDate }
export interface SignOffInput { readonly documentNumber?: string; readonly documentDatedOn?: LocalDate }
export interface WithdrawInput { readonly reasons: Ref; readonly clause: string }
export interface RevokedInput { readonly clearanceId: string }
