-- Which contents belong to somebody, of those from one to another by their names.
select distinct sha256
from core_file
where sha256 >= :first and sha256 <= :last
