import { defineErrors } from '../../kernel/errors.ts';

export const materialsErrors = defineErrors('materials', {
  file_missing: {
    kind: 'missing',
    title: { zh: '没有找到这个文件', en: 'There is no such file' },
    remedy: {
      zh: '文件可能已删除，或者未使用超过三十天已清理，请重新上传。',
      en: 'It may have been deleted, or swept after thirty days unused. Upload it again.',
    },
  },
  too_large: {
    kind: 'invalid',
    title: { zh: '文件过大', en: 'The file is too large' },
    remedy: {
      zh: '文件不能超过 20 MB，图片每边不超过 12000 像素。请压缩后再上传。',
      en: 'At most 20 MB, and 12,000 pixels a side for pictures. Make it smaller and upload it again.',
    },
  },
  kind_refused: {
    kind: 'invalid',
    title: { zh: '不接受这种文件', en: 'This kind of file is not accepted' },
    remedy: {
      zh: '请上传 PDF、JPEG、PNG 或者 OFD 文件。',
      en: 'Upload a PDF, JPEG, PNG or OFD file.',
    },
  },
  lies_about_kind: {
    kind: 'invalid',
    title: { zh: '文件内容与文件名不符', en: 'The file is not what its name says' },
    remedy: {
      zh: '请用原来的软件重新保存为 PDF、JPEG、PNG 或者 OFD，再上传；只改文件名后缀不行。',
      en: 'Save it again as PDF, JPEG, PNG or OFD and upload that; changing the name alone does not help.',
    },
  },
  archive_unsafe: {
    kind: 'invalid',
    title: { zh: 'OFD 文件的结构不安全', en: 'The OFD file is not safe to open' },
    remedy: {
      zh: '请用版式软件重新生成此文件后再上传。',
      en: 'Make the file again with an OFD program and upload that.',
    },
  },
  seal_wrong: {
    kind: 'invalid',
    title: { zh: '文件的电子签章有误，已退回', en: 'The seal on this file is not right; the file goes back to you' },
    remedy: {
      zh: '我们没有收下也没有改动这个文件。请向出具人索取未经改动的原件后重新上传。',
      en: 'We did not take it and changed nothing. Ask whoever issued it for the unaltered original and upload that.',
    },
  },
  empty: {
    kind: 'invalid',
    title: { zh: '文件是空的', en: 'The file is empty' },
    remedy: { zh: '请检查文件后重新上传。', en: 'Check the file and upload it again.' },
  },
  altered: {
    kind: 'bug',
    title: { zh: '存储的文件与收到时不一致', en: 'The stored file is not what was received' },
    remedy: {
      zh: '请不要使用这个文件，并将编号告知我们；由系统管理员从备份恢复。',
      en: 'Do not use it, and tell us the number below; it must be restored from the backup.',
    },
  },
  print_unknown: {
    kind: 'missing',
    title: { zh: '没有找到这份打印件的电子原件', en: 'No original of this print-out is kept here' },
    remedy: {
      zh: '请向出具人索取带电子签章的原件，在“证照核验”中上传核验。',
      en: 'Ask whoever gave it to you for the sealed original and check that on the verification page.',
    },
  },
  page_missing: {
    kind: 'missing',
    title: { zh: '没有这一页', en: 'There is no such page' },
    remedy: { zh: '请返回文件的第一页，或者下载后查看。', en: 'Go back to the first page, or download the file.' },
  },
  quota: {
    kind: 'limited',
    title: { zh: '您的上传空间已满', en: 'Your space for uploads is full' },
    remedy: {
      zh: '最多保存 200 个、共 500 MB 未用于办件的文件。请在“我的材料”中删除不用的文件。',
      en: 'At most 200 files and 500 MB that no case uses. Delete what you do not need under My materials.',
    },
  },
  in_use: {
    kind: 'conflict',
    title: { zh: '此文件已用于办件，不能删除', en: 'A case uses this file; it cannot be deleted' },
  },
});
