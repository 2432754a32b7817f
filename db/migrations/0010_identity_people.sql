alter table identity.person add column must_change_password boolean not null default false;
comment on column identity.person.must_change_password is 'True while the password is one that an administrator handed over; until it is changed the person holds no role.';

create unique index login_account_credential on identity.login_account (user_id) where provider_id = 'credential';
