-- A property's hours stand once, as its facts: the night desk has the time from closing to opening (TEN-1, DESK-15).
update property set settings = settings - array['desk_opens', 'desk_closes', 'night_opens', 'night_closes']
 where settings ?| array['desk_opens', 'desk_closes', 'night_opens', 'night_closes'];
