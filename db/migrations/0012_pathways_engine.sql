-- the single window of a pathway becomes the first of its windows; what it says stays
update pathways.pathway set document = (document - 'window') || jsonb_build_object('windows',
    case when jsonb_typeof(document -> 'window') = 'object'
      then jsonb_build_array(document -> 'window' || '{"code": "lysis"}') else '[]' end)
  where not document ? 'windows';
