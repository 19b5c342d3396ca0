import type { ApplicantKind } from '@disclosure/requests-domain';
import type { Person } from './plan.ts';
import type { Random } from './random.ts';

/** Every invented name begins with one of these, so that nobody is taken for a person, and a name that strays can be found wherever it is. */
export const INVENTED = { applicant: '虚构', thirdParty: '拟设' } as const;

const DIGITS = '甲乙丙丁戊己庚辛壬癸';
/** A number in characters that names are made of: 207 is 丙甲辛. */
const spelled = (number: number): string => [...String(number)].map((digit) => DIGITS.charAt(Number(digit))).join('');

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** A resident identity number of an area that does not exist, its check character by GB 11643. */
export function inventedIdentity(random: Random, index: number): string {
  const body = `99${String(Math.floor(index / 1000)).padStart(4, '0')}${random.int(1950, 2005)}${String(random.int(1, 12)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}${String(index % 1000).padStart(3, '0')}`;
  return body + '10X98765432'.charAt(ID_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(body.charAt(at)), 0) % 11);
}

const CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** A unified social credit code of an area that does not exist, its check character by GB 32100. */
export function inventedCode(index: number): string {
  const body = `91990000MA${String(index).padStart(7, '0')}`;
  let [sum, weight] = [0, 1];
  for (const character of body) {
    sum += CODE_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + CODE_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

const SUFFIX: Readonly<Record<Exclude<ApplicantKind, 'NATURAL_PERSON'>, string>> = {
  COMMERCIAL_ENTERPRISE: '机械有限公司', RESEARCH_INSTITUTION: '工业研究院', PUBLIC_WELFARE_ORGANISATION: '环保公益协会', LEGAL_SERVICE_ORGANISATION: '律师事务所', OTHER_ORGANISATION: '合作社',
};
const KINDS: Readonly<Record<ApplicantKind, number>> = { NATURAL_PERSON: 72, COMMERCIAL_ENTERPRISE: 14, RESEARCH_INSTITUTION: 3, PUBLIC_WELFARE_ORGANISATION: 3, LEGAL_SERVICE_ORGANISATION: 6, OTHER_ORGANISATION: 2 };

/** An applicant: telephone and address of e-mail are on ranges and domains that reach nobody. */
export function inventedPerson(random: Random, index: number): Person {
  const kind = random.weighted(KINDS);
  const natural = kind === 'NATURAL_PERSON';
  const name = natural ? `${INVENTED.applicant}${spelled(index)}` : `${INVENTED.applicant}市${spelled(index)}${SUFFIX[kind]}`;
  return {
    kind, name, identityNumber: natural ? inventedIdentity(random, index) : null, organisationCode: natural ? null : inventedCode(index), representative: natural ? null : `${INVENTED.applicant}${spelled(index)}代`,
    telephone: `1990${String(index).padStart(7, '0')}`, email: `a${index}@applicant.example`, postalAddress: `虚构省样例市演示路${index + 1}号`,
  };
}

/** Somebody whose rights an applicant's question touches. */
export const inventedThirdParty = (index: number): { readonly name: string; readonly telephone: string; readonly postalAddress: string } => ({
  name: `${INVENTED.thirdParty}${spelled(index)}装备有限公司`, telephone: `1991${String(index).padStart(7, '0')}`, postalAddress: `拟设省样例市演示街${index + 1}号`,
});
