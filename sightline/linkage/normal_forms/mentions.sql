-- step: person_mention
-- A join to each form of writing. A mention without it has nothing there.
-- in: people, name_form, home_form, protected_record, nhs_number_form, upn_form, local_id_form, phone_form, age_form
-- out: person_mention
-- values: marked, people, placeholder_dates, written_age
SELECT m.mention_id, m.batch, m.agency, m.organisation, m.occurred_on, m.source_role,
       list_contains(m.markings, $handling_marking_sealed_identity) AS sealed,
       r.record_id IS NOT NULL OR coalesce(a.protected, false) AS protected,
       n.first_name, n.last_name, n.given_names, n.last_names, n.near_names, n.undivided, n.name_words,
       n.near_words, n.further_names,
       CASE WHEN m.birth_date NOT IN ($placeholder_dates) THEN m.birth_date END AS birth_date,
       g.born_first, g.born_last,
       nullif(m.sex, '') AS sex, h.clean AS nhs_number, u.clean AS upn, l.clean AS local_id,
       CASE WHEN l.clean IS NOT NULL THEN m.agency || '/' || m.local_id_kind END AS local_id_kind,
       a.address_words, a.house, a.clean_postcode AS postcode, p.clean AS phone
FROM $people m
LEFT JOIN name_form n ON n.surname = m.surname AND n.forename = m.forename AND n.other_names = m.other_names
    AND n.whole = CASE WHEN m.surname = '' AND m.forename = '' THEN m.name_as_written ELSE '' END
LEFT JOIN home_form a ON a.address = m.address AND a.postcode = m.postcode AND a.marked = $marked
LEFT JOIN protected_record r ON r.record_id = m.record_id
LEFT JOIN nhs_number_form h ON h.written = m.nhs_number
LEFT JOIN upn_form u ON u.written = m.upn
LEFT JOIN local_id_form l ON l.written = m.local_id
LEFT JOIN phone_form p ON p.written = m.phone
LEFT JOIN age_form g ON m.birth_date IS NULL AND g.written = $written_age AND g.occurred_on = m.occurred_on
WHERE m.entity_kind = 'person'
