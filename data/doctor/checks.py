"""Every check there is, in one table."""

from data.doctor.access_checks import ACCESS_CHECKS
from data.doctor.machine_checks import MACHINE_CHECKS
from data.doctor.mail_checks import MAIL_CHECKS
from data.doctor.state_checks import STATE_CHECKS

CHECKS = (*STATE_CHECKS, *ACCESS_CHECKS, *MACHINE_CHECKS, *MAIL_CHECKS)
