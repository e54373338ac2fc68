-- step: sharing_of_record
-- The facts by which these records say that they were shared: with an agency, or as a referral entered in Sightline.
-- in: pattern_fact, visible_record
-- out: rows
-- values: record_ids, referral, shared_with
SELECT DISTINCT fact.record_id, fact.name, fact.event_on AS made_on, $shared_with AS shared_with,
       $referral AS referral
FROM pattern_fact AS fact
WHERE fact.record_id IN ($record_ids) AND fact.event_on IS NOT NULL
  AND (fact.name IN ('shared', 'shared_with_police')
       OR (fact.layout = 'sightline_concerns' AND fact.name = 'concern' AND $referral <> ''))
  AND fact.record_id IN (SELECT record_id FROM visible_record)

-- step: known_first
-- The first day on which each of these records was known, and its agency.
-- in: pattern_fact
-- out: rows
-- values: record_ids
SELECT record_id, any_value(agency) AS agency, min(known_from) AS known_from
FROM pattern_fact WHERE record_id IN ($record_ids) GROUP BY record_id

-- step: later_contact
-- Contacts and referrals about the child that children's services recorded, with the agency that made them.
-- in: pattern_fact, pattern_person, visible_record
-- out: rows
-- values: contacts, event_type, person_id, source_agency
SELECT DISTINCT fact.record_id, fact.event_on AS made_on, $source_agency
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE person.person_id = $person_id AND person.slot = 'subject' AND fact.layout = 'childrens_services_events'
  AND fact.name = 'event' AND $event_type IN ($contacts) AND fact.event_on IS NOT NULL
  AND fact.record_id IN (SELECT record_id FROM visible_record)

-- step: later_meeting
-- Meetings about the child that records have, the first first.
-- in: pattern_fact, pattern_person, visible_record
-- out: rows
-- values: event_type, meetings, person_id
SELECT DISTINCT fact.record_id, fact.event_on AS made_on
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE person.person_id = $person_id AND person.slot = 'subject' AND fact.event_on IS NOT NULL
  AND ((fact.layout = 'childrens_services_events' AND fact.name = 'event' AND $event_type IN ($meetings))
       OR (fact.layout = 'mace_tracker' AND fact.name = 'meeting'))
  AND fact.record_id IN (SELECT record_id FROM visible_record)
ORDER BY made_on, fact.record_id
