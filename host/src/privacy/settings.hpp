// What of people's data is the installation's to decide.
#pragma once

namespace kerege::privacy {

struct PrivacySettings {
    int erase_after_months = 3;     // after a profile was deleted; the agreement allows no more
    int copy_days = 7;              // a copy waits so long to be fetched
    int archive_days = 14;          // the archive of an organisation too
    int closed_days = 60;           // people of a closed organisation fetch what is theirs so long
    int guardian_until_years = 14;  // a guardian asks for a child younger than that
};

}  // namespace kerege::privacy
