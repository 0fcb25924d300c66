-- Annotated copies, use codes of holders, registered systems that ask for licences, and every look.

-- 加注件: a copy for one purpose until a day, sealed anew by the office that provides it.
create table licences.copy (
  id text primary key,
  licence_id text not null references licences.licence,
  region text not null,
  made_at timestamptz not null,
  purpose text not null,
  -- 加注件制作者: the office that provides it
  maker jsonb not null,
  -- for whom: a registered system, or whom the holder named
  recipient text not null,
  expires_at timestamptz not null,
  made_for text not null check (made_for in ('system', 'holder')),
  system_id text,
  file_key text not null unique,
  digest text not null unique,
  sealing text not null,
  bytes int not null,
  pages int not null
);
create index copy_licence on licences.copy (licence_id, made_at desc);
create index copy_sealing on licences.copy (sealing);
create trigger append_only before update or delete on licences.copy for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on licences.copy for each statement execute function kernel.refuse_change();

create table licences.share_system (
  id text primary key,
  name text not null,
  office text not null,
  region text not null,
  contact text not null,
  key_kind text not null check (key_kind in ('hmac-sm3', 'sm2')),
  -- raises with each new key; the shared secret is derived from it and kept nowhere
  key_version int not null default 1,
  -- 65 bytes: its signature key
  public_key bytea,
  -- 65 bytes: answers are encrypted to it
  encrypt_to bytea,
  state text not null check (state in ('active', 'disabled')),
  created_at timestamptz not null,
  created_by text not null,
  disabled_at timestamptz,
  disabled_reason text,
  check ((key_kind = 'sm2') = (public_key is not null))
);

-- What it may ask for: type × purpose × region, with the holder's use code or by duty.
create table licences.share_scope (
  system_id text not null references licences.share_system,
  type_code text not null,
  purpose text not null,
  -- leading digits of the issuing region
  region text not null,
  by_duty boolean not null,
  primary key (system_id, type_code, purpose)
);
create index share_scope_type on licences.share_scope (type_code);

-- Requests seen: a second one with the same nonce is a replay. Swept when their time stamps would be refused anyway.
create table licences.share_nonce (
  system_id text not null,
  nonce text not null,
  at timestamptz not null,
  primary key (system_id, nonce)
);
create index share_nonce_at on licences.share_nonce (at);

-- 用证码: made by the holder for one purpose, short-lived, for a number of uses, revocable.
create table licences.use_code (
  id text primary key,
  code text not null unique,
  licence_id text not null references licences.licence,
  region text not null,
  holder_kind text not null,
  holder_id text not null,
  purpose text not null,
  -- null: any registered system that may ask for this purpose
  system_id text references licences.share_system,
  max_uses int not null check (max_uses between 1 and 20),
  uses int not null default 0 check (uses <= max_uses),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index use_code_licence on licences.use_code (licence_id, created_at desc);

-- 谁看过: every question of a registered system, answered or not.
create table licences.look (
  id text primary key,
  at timestamptz not null,
  system_id text not null references licences.share_system,
  system_name text not null,
  -- person at the asking system, as it says
  operator text,
  operation text not null,
  licence_id text references licences.licence,
  identifier text,
  version int,
  type_code text,
  region text not null,
  purpose text not null,
  item_code text,
  case_number text,
  basis text check (basis in ('use-code', 'duty', 'open')),
  use_code_id text references licences.use_code,
  copy_id text references licences.copy,
  -- head.status of the answer
  status int not null
);
create index look_licence on licences.look (licence_id, at desc);
create index look_system on licences.look (system_id, at desc);
create trigger append_only before update or delete on licences.look for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on licences.look for each statement execute function kernel.refuse_change();

-- One-time addresses of copies.
create table licences.share_link (
  token_hash bytea primary key,
  copy_id text not null references licences.copy,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index share_link_expires on licences.share_link (expires_at);
