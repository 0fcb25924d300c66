import type { FormDefinition } from '@miaopi/forms';

const t = (zh: string, en: string) => ({ zh, en });

/** A form that has one of everything, for the gallery and the tests. */
export const FORM: FormDefinition = {
  sections: [
    {
      name: '申请人',
      title: t('申请人', 'Applicant'),
      fields: [
        { name: '姓名', label: t('姓名', 'Name'), type: 'text', require: true, edit: 'never', width: 'half' },
        {
          name: '身份号码',
          label: t('身份号码', 'ID number'),
          type: 'citizenId',
          require: true,
          mask: 'id',
          edit: 'never',
          width: 'half',
        },
        {
          name: '联系电话',
          label: t('联系电话', 'Mobile'),
          type: 'mobile',
          require: true,
          hint: t('接收办理结果的短信', 'For news of the result'),
        },
      ],
    },
    {
      name: '居住信息',
      title: t('居住信息', 'Where you live'),
      intro: t('地址会与标准地址库核对。', 'The address is checked against the register.'),
      fields: [
        { name: '居住地址', label: t('居住地址', 'Address'), type: 'address', require: true, maxLength: 100 },
        { name: '入住日期', label: t('入住日期', 'Since'), type: 'date', require: true, width: 'half' },
        {
          name: '居住方式',
          label: t('居住方式', 'How'),
          type: 'choice',
          require: true,
          options: [
            { value: '自有', label: t('自有住房', 'Own') },
            { value: '租赁', label: t('租房', 'Rented') },
            { value: '借住', label: t('借住', 'With others') },
          ],
        },
        {
          name: '租赁合同',
          label: t('租赁合同', 'Lease'),
          type: 'file',
          show: '居住方式 = "租赁"',
          require: true,
          accept: ['pdf', 'jpeg', 'png'],
          maxMB: 10,
        },
      ],
    },
    {
      name: '同住人',
      title: t('同住的家庭成员', 'Family living with you'),
      repeat: { min: 0, max: 6, item: t('家庭成员', 'member') },
      fields: [
        { name: '姓名', label: t('姓名', 'Name'), type: 'text', require: true, width: 'half' },
        {
          name: '身份号码',
          label: t('身份号码', 'ID number'),
          type: 'citizenId',
          require: true,
          mask: 'id',
          width: 'half',
        },
      ],
    },
    {
      name: '用途',
      title: t('用途', 'Use'),
      fields: [
        {
          name: '用途',
          label: t('用途', 'Use'),
          type: 'choices',
          options: [
            { value: '就业', label: t('就业', 'Work') },
            { value: '购房', label: t('购房', 'Housing') },
            { value: '子女入学', label: t('子女入学', 'School') },
          ],
        },
        { name: '说明', label: t('说明', 'Remarks'), type: 'longText', maxLength: 300 },
      ],
    },
  ],
};

const law = (article: string) => ({
  law: '居住证暂行条例',
  article,
  content: '公民离开常住户口所在地，到其他城市居住的，应当申报居住登记。',
});

/** What `/api/items/:slug/form` answers: a `ClientItem` of `@miaopi/items`. */
export const CLIENT_ITEM = {
  digest: '0'.repeat(64),
  core: {
    slug: 'residence-registration',
    version: 3,
    name: t('居住登记', 'Residence registration'),
    materials: [],
    form: FORM,
    evidence: [
      {
        name: '人口信息',
        label: t('人口信息', 'Population register'),
        from: { connector: 'police', operation: 'person' },
        office: t('云州市公安局', 'Police'),
        purpose: t('核对身份', 'Identity'),
        input: { 身份号码: '申请人.身份号码' },
        fields: {
          姓名: { type: 'string', label: t('姓名', 'Name') },
          状态: { type: 'string', label: t('户籍状态', 'Status') },
        },
        when: 'draft',
        fresh: 'PT1H',
        budget: 1500,
        unavailable: 'wait',
      },
      {
        name: '地址信息',
        label: t('标准地址', 'Address register'),
        from: { connector: 'police', operation: 'address' },
        office: t('云州市公安局', 'Police'),
        purpose: t('核对地址', 'Address'),
        input: { 地址: '居住地址' },
        fields: { 房屋用途: { type: 'string', label: t('房屋用途', 'Use of the house') } },
        when: 'draft',
        fresh: 'PT1H',
        budget: 1500,
        unavailable: 'wait',
      },
    ],
    decision: {
      decisions: [],
      conditions: [
        {
          id: '身份相符',
          text: t('身份信息与人口库一致', 'Identity agrees with the register'),
          when: '人口信息.状态 = "正常"',
          basis: law('第二条'),
          remedy: t('到派出所更正。', 'Have it corrected.'),
        },
        {
          id: '地址属实',
          text: t('居住地址是本区的住宅', 'The address is a dwelling in this district'),
          when: '地址信息.房屋用途 = "住宅"',
          basis: law('第九条'),
          remedy: t('提交租赁合同。', 'Hand in the lease.'),
        },
        {
          id: '已住满',
          text: t('已经入住', 'You have moved in'),
          when: '入住日期 <= 今日',
          basis: law('第九条'),
          remedy: t('入住后再登记。', 'Register after moving in.'),
        },
      ],
      verdict: {
        hit: 'FIRST',
        inputs: [{ expression: '身份相符 and 地址属实 and 已住满' }],
        outputs: [{ name: '结论' }],
        rules: [
          // biome-ignore lint/suspicious/noThenProperty: the name DMN gives it
          { when: ['true'], then: ['"准予"'] },
          // biome-ignore lint/suspicious/noThenProperty: the name DMN gives it
          { when: ['-'], then: ['"人工"'] },
        ],
      },
    },
  },
};
