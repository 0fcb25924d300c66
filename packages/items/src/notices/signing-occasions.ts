import { occasion, t } from './occasion.ts';

/** Documents that several parties sign. */
export const signingOccasions = {
  signatureAsked: occasion({
    name: t('请签署', 'Please sign'),
    variables: ['applicant', 'paper', 'due'],
    needs: ['paper', 'due'],
    title: t('有文件等您签署', 'A document waits for your signature'),
    body: t(
      '{{申请人}}请您签署《{{文件名称}}》，请在 {{期限}} 前登录，在“我的空间”的“签署”中办理。',
      '{{applicant}} asks you to sign “{{paper}}”. Sign in and see Signing in My space before {{due}}.',
    ),
  }),
  signed: occasion({
    name: t('签署完成', 'All have signed'),
    variables: ['paper'],
    needs: ['paper'],
    title: t('各方都已签署', 'Everybody has signed'),
    body: t(
      '《{{文件名称}}》已由各方签署完成，可以继续申报。',
      '“{{paper}}” has been signed by all. You can go on with your application.',
    ),
  }),
  signatureDeclined: occasion({
    name: t('拒绝签署', 'Not signed'),
    variables: ['paper', 'party', 'reason'],
    needs: ['paper', 'reason'],
    title: t('对方拒绝签署', 'A party does not sign'),
    body: t(
      '{{签署方}}没有签署《{{文件名称}}》，理由：{{理由}}。可以修改后重新发起。',
      '{{party}} does not sign “{{paper}}”: {{reason}}. Change it and begin again.',
    ),
  }),
  signingEnded: occasion({
    name: t('签署结束', 'Signing ended'),
    variables: ['paper', 'ended', 'note'],
    needs: ['paper'],
    title: t('签署已结束', 'A signing has ended'),
    body: t('《{{文件名称}}》{{结束方式}}{{补充说明}}。', '“{{paper}}” {{ended}}{{note}}.'),
  }),
};
