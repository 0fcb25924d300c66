import type { Text } from '../../../kernel/text.ts';

/** What an authority is believed for: this installation's own · that of electronic business licences · one that operators added. */
export type AuthorityRole = 'own' | 'business-licence' | 'added';

export const authorityRoleNames: Readonly<Record<AuthorityRole, Text>> = {
  own: { zh: '本平台的认证机构', en: 'authority of this platform' },
  'business-licence': { zh: '电子营业执照的认证机构', en: 'authority of electronic business licences' },
  added: { zh: '另行认可的认证机构', en: 'further recognised authority' },
};
