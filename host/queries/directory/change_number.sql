select number from core_change where area = :area
