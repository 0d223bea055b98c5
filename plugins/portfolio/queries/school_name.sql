select name_kk, name_ru, name_en
from api_core_organisation_v1
where organisation_id = :organisation
