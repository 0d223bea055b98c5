select 'news_' || n.act, 'news_by_' || n.way, n.words, n.network, n.happened_at_ms
from core_news_consent n where n.person_id = :person and cast(:membership as bigint) = 0
order by n.happened_at_ms, n.id
