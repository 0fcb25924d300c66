-- a registered system of another department fills in a form for a person: nobody else sees that draft, and it sees no other
alter table forms.draft add column through text;
