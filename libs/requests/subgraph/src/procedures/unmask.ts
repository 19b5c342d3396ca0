import { Field, InputType, ObjectType } from 'type-graphql';
import { readAsViewer, textRefusals } from '@disclosure/platform-subgraph';
import { OnRequest } from '../schema/inputs.ts';
import type { Contact } from '../schema/mask.ts';
import { unsealed } from '../schema/request.loader.ts';
import type { Procedure } from './procedure.ts';

@InputType({ description: 'Seeing the applicant\'s identity whole, for a purpose (查看申请人完整信息), R-45.' })
export class UnmaskApplicantInput extends OnRequest {
  @Field(() => String, { description: 'What it is needed for; recorded in the case (用途).' }) purpose!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An applicant\'s identity, whole (申请人完整信息). Given by unmaskApplicant only.' })
export class UnmaskedApplicant {
  @Field(() => String, { nullable: true, description: 'Name (姓名或者名称).' }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'Kind of identity document (证件名称).' }) identityType!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the identity document, or organisation code (证件号码或者统一社会信用代码).' }) identityNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone (联系电话).' }) telephone!: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address (电子邮箱).' }) email!: string | null;
  @Field(() => String, { nullable: true, description: 'Postal address (通信地址).' }) postalAddress!: string | null;
  @Field(() => String, { nullable: true, description: 'Representative of an organisation (法定代表人或者联系人).' }) representative!: string | null;
}

/** Identities are masked everywhere; whole they are in this mutation's answer alone, once the purpose is recorded. */
export const unmask: Procedure = {
  inputs: { unmaskApplicant: UnmaskApplicantInput },
  checks: { unmaskApplicant: ({ purpose }: { purpose: string }) => textRefusals(purpose, { field: 'input.purpose', label: '用途', max: 500, clause: 'R-45' }) },
  prepare: () => ({ unmaskApplicant: ({ purpose }: { purpose: string }, stash) => ({ purpose: stash.text('purpose', purpose.trim()) }) }),
  payloadExtras: {
    unmaskApplicant: {
      fields: (payload) => Field(() => UnmaskedApplicant, { nullable: true, description: 'The identity (完整信息).' })(payload.prototype, 'applicant'),
      values: async (context, id) => {
        const [row] = await readAsViewer(context, (q) => q.query<{ name: string; contact: string | null; identity: string | null }>('SELECT applicant_name AS name, applicant_contact AS contact, applicant_identity AS identity FROM requests.request WHERE id = $1', [id]));
        if (!row) return { applicant: null };
        const open = (value: string | null): Promise<string | null> => (value === null ? Promise.resolve(null) : unsealed(context).load(value));
        const [name, contact, identityNumber] = await Promise.all([open(row.name), open(row.contact), open(row.identity)]);
        const { identityType = null, telephone = null, email = null, postalAddress = null, representative = null } = JSON.parse(contact ?? '{}') as Contact;
        return { applicant: { name, identityType, identityNumber, telephone, email, postalAddress, representative } };
      },
    },
  },
};
