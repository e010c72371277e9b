//! A session among the others of its office: it is told who they are, and tells of itself.

use super::Session;
use crate::app::Msg;
use crate::app::others::Others;

impl Session {
    /// From now on the person is here.
    pub(super) fn come(&mut self) {
        let Some(office) = &self.office else { return };
        self.presence = Some(office.come(&self.seat.person, &self.seat.from));
        self.meet();
    }

    /// Sees who else is here; whether the screen shows anything of it.
    pub(super) fn meet(&mut self) -> bool {
        let Some(presence) = &self.presence else { return false };
        let (logins, editing) = (presence.logins(), presence.editing_elsewhere());
        let others = Others { logins, editing };
        let is_shown = self.app.minds(&others);
        self.update(Msg::Here(others));
        is_shown
    }
}
