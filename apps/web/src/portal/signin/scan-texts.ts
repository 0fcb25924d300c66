import type { Lang } from '../../texts/lang.tsx';

interface ScanTexts {
  readonly way: string;
  readonly show: string;
  readonly code: string;
  readonly waiting: string;
  readonly refused: string;
  readonly expired: string;
  readonly renew: string;
  readonly title: string;
  readonly lead: string;
  readonly device: string;
  readonly unnamed: string;
  readonly askedAt: string;
  readonly who: string;
  readonly warning: string;
  readonly confirm: string;
  readonly refuse: string;
  readonly confirmed: string;
  readonly confirmedText: string;
  readonly notConfirmed: string;
  readonly notConfirmedText: string;
}

/** Texts of signing in by a phone that is signed in (F028). */
export const SCAN: Readonly<Record<Lang, ScanTexts>> = {
  zh: {
    way: '扫码登录',
    show: '用已登录秒批的手机扫一扫，在手机上确认后，这里自动登录。',
    code: '登录二维码',
    waiting: '等待手机确认',
    refused: '手机上取消了这次登录',
    expired: '二维码已过期',
    renew: '换一个二维码',
    title: '确认登录',
    lead: '有一台设备请求以您的账户登录。',
    device: '设备',
    unnamed: '未说明',
    askedAt: '请求时间',
    who: '登录账户',
    warning: '只在您自己正要登录这台设备时确认。别人发来的二维码，请取消。',
    confirm: '确认登录',
    refuse: '取消',
    confirmed: '已确认',
    confirmedText: '那台设备现在以您的账户登录。不是您本人操作时，请尽快修改密码。',
    notConfirmed: '已取消',
    notConfirmedText: '那台设备没有登录。',
  },
  en: {
    way: 'By phone',
    show: 'Scan it with a phone that is signed in to Miaopi and confirm there; this page then signs in by itself.',
    code: 'QR code to sign in',
    waiting: 'Waiting for the phone',
    refused: 'It was cancelled on the phone',
    expired: 'The QR code has expired',
    renew: 'Another QR code',
    title: 'Confirm the sign-in',
    lead: 'A device asks to be signed in to your account.',
    device: 'Device',
    unnamed: 'not told',
    askedAt: 'Asked at',
    who: 'Account',
    warning: 'Confirm only if you are signing in on that device yourself just now. Cancel codes that others sent you.',
    confirm: 'Confirm',
    refuse: 'Cancel',
    confirmed: 'Confirmed',
    confirmedText: 'That device is now signed in to your account. If this was not you, change your password at once.',
    notConfirmed: 'Cancelled',
    notConfirmedText: 'That device is not signed in.',
  },
};
