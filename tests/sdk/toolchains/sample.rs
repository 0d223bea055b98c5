//! The sample in Rust, with the boundary's headers written down by hand: no crate, and a panic that
//! stays on this side.
use std::ffi::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::{null, null_mut};

const ID: &str = env!("SAMPLE_ID");
const OK: i32 = 0;
const INVALID: i32 = 3;
const INTERNAL: i32 = 7;
const UNSUPPORTED: i32 = 8;

/// A function of a table that this plugin does not call: it only takes its place.
type Unused = *const c_void;

#[repr(C)]
#[derive(Clone, Copy)]
struct Str {
    data: *const u8,
    size: u64,
}
unsafe impl Sync for Str {}

impl Str {
    fn bytes<'a>(self) -> &'a [u8] {
        if self.data.is_null() { &[] } else { unsafe { std::slice::from_raw_parts(self.data, self.size as usize) } }
    }
    fn text(self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}
const fn str_of(text: &str) -> Str {
    Str { data: text.as_ptr(), size: text.len() as u64 }
}

#[repr(C)]
struct Sink {
    size: u32,
    reserved: u32,
    context: *mut c_void,
    write: extern "C" fn(*mut c_void, Str),
}

#[repr(C)]
struct HostApi {
    size: u32,
    abi_major: u32,
    get_interface: extern "C" fn(*mut c_void, Str, u32) -> *const c_void,
}

#[repr(C)]
#[derive(Default)]
struct Scope {
    size: u32,
    profile: i32,
    person: i64,
    membership: i64,
    organisation: i64,
}

#[repr(C)]
struct AccessV1 {
    size: u32,
    reserved: u32,
    scope: extern "C" fn(*mut c_void, *mut Scope) -> i32,
    permitted: Unused,
    audit: Unused,
}

#[repr(C)]
#[derive(Clone, Copy)]
union As {
    int64: i64,
    text: Str,
}
#[repr(C)]
#[derive(Clone, Copy)]
struct Value {
    kind: i32,
    reserved: i32,
    of: As,
}
impl Value {
    fn int(number: i64) -> Value {
        Value { kind: 1, reserved: 0, of: As { int64: number } }
    }
    fn text(text: Str) -> Value {
        Value { kind: 3, reserved: 0, of: As { text } }
    }
}

#[repr(C)]
struct Rows {
    rows: u32,
    columns: u32,
    values: *const Value,
}

#[repr(C)]
struct DbV1 {
    size: u32,
    reserved: u32,
    add_statement: extern "C" fn(*mut c_void, Str, Str, Str, *mut i32, *mut Sink) -> i32,
    begin: extern "C" fn(*mut c_void, i32, *mut *mut c_void, *mut Sink) -> i32,
    commit: extern "C" fn(*mut c_void, *mut Sink) -> i32,
    rollback: extern "C" fn(*mut c_void) -> i32,
    execute: extern "C" fn(*mut c_void, i32, *const Value, u32, *mut i64, *mut Sink) -> i32,
    query: extern "C" fn(*mut c_void, i32, *const Value, u32, *mut *mut c_void, *mut Sink) -> i32,
    fetch: extern "C" fn(*mut c_void, *mut Rows, *mut Sink) -> i32,
    cursor_close: extern "C" fn(*mut c_void),
    new_id: extern "C" fn(*mut c_void) -> i64,
    now_ms: Unused,
}

#[repr(C)]
struct Route {
    size: u32,
    method: i32,
    route_id: i32,
    flags: i32,
    pattern: Str,
    permission: Str,
}

#[repr(C)]
struct HttpV1 {
    size: u32,
    reserved: u32,
    add_route: extern "C" fn(*mut c_void, *const Route, *mut Sink) -> i32,
    method: Unused,
    path: Unused,
    path_value: Unused,
    query_value: extern "C" fn(*mut c_void, Str) -> Str,
    header: Unused,
    field_count: Unused,
    field_at: Unused,
    field: extern "C" fn(*mut c_void, Str) -> Str,
    body: Unused,
    set_status: Unused,
    set_header: Unused,
    write: extern "C" fn(*mut c_void, Str) -> i32,
    redirect: extern "C" fn(*mut c_void, Str, Str) -> i32,
    set_fault_message: extern "C" fn(*mut c_void, Str) -> i32,
}

#[repr(C)]
struct ViewV1 {
    size: u32,
    reserved: u32,
    model: extern "C" fn(*mut c_void) -> *mut c_void,
    set_text: extern "C" fn(*mut c_void, Str, Str),
    set_int: extern "C" fn(*mut c_void, Str, i64),
    set_html: Unused,
    add_child: extern "C" fn(*mut c_void, Str) -> *mut c_void,
    render_page: Unused,
    render_fragment: extern "C" fn(*mut c_void, Str, *mut c_void, *mut Sink) -> i32,
    set_slot: Unused,
}

/// What a handler returns instead of a status: the status and its reason.
type Outcome = Result<(), (i32, String)>;

struct Sample {
    host: *mut c_void,
    access: *const AccessV1,
    db: *const DbV1,
    http: *const HttpV1,
    view: *const ViewV1,
    add: i32,
    list: i32,
}

fn check(status: i32) -> Outcome {
    if status == OK { Ok(()) } else { Err((status, String::new())) }
}

impl Sample {
    fn organisation(&self, call: *mut c_void) -> Value {
        let mut scope = Scope { size: std::mem::size_of::<Scope>() as u32, ..Scope::default() };
        unsafe { ((*self.access).scope)(call, &mut scope) };
        Value::int(scope.organisation)
    }

    unsafe fn start(&mut self, registration: *mut c_void, error: *mut Sink) -> i32 {
        let db = &*self.db;
        let add = format!("insert into {ID}_note (organisation_id, id, text) values ($1, $2, $3)");
        let list = format!("select text from {ID}_note where organisation_id = $1 order by id");
        let mut status = (db.add_statement)(registration, str_of("add"), str_of(&add), str_of(""), &mut self.add, error);
        if status == OK {
            status = (db.add_statement)(registration, str_of("list"), str_of(&list), str_of(""), &mut self.list, error);
        }
        for (number, (method, name)) in [(1, "hello"), (1, "notes"), (2, "notes"), (1, "page"), (1, "wrong")].into_iter().enumerate() {
            let pattern = format!("/{ID}/{name}");
            let route = Route { size: std::mem::size_of::<Route>() as u32, method, route_id: number as i32, flags: 0, pattern: str_of(&pattern), permission: str_of("") };
            if status == OK {
                status = ((*self.http).add_route)(registration, &route, error);
            }
        }
        status
    }

    unsafe fn answer(&self, call: *mut c_void, route: i32) -> Outcome {
        let (http, view) = (&*self.http, &*self.view);
        match route {
            0 => {
                let name = (http.query_value)(call, str_of("name")).text();
                check((http.write)(call, str_of(&format!("hello {name} from the edge, 6 * 7 = {}", 6 * 7))))
            }
            1 => self.notes(call),
            2 => self.save(call),
            3 => {
                let model = (view.model)(call);
                for (name, mark) in [("Абай", 9), ("Ыбырай <b>", 10)] {
                    let learner = (view.add_child)(model, str_of("learner"));
                    (view.set_text)(learner, str_of("name"), str_of(name));
                    (view.set_int)(learner, str_of("mark"), mark);
                }
                check((view.render_fragment)(call, str_of("marks"), model, null_mut()))
            }
            _ => panic!("the sample went wrong"),
        }
    }

    unsafe fn notes(&self, call: *mut c_void) -> Outcome {
        let db = &*self.db;
        let (mut transaction, mut cursor) = (null_mut(), null_mut());
        check((db.begin)(call, 0, &mut transaction, null_mut()))?;
        let school = self.organisation(call);
        check((db.query)(transaction, self.list, &school, 1, &mut cursor, null_mut()))?;
        let mut notes = Vec::new();
        loop {
            let mut rows = Rows { rows: 0, columns: 0, values: null() };
            check((db.fetch)(cursor, &mut rows, null_mut()))?;
            if rows.rows == 0 {
                break;
            }
            for row in 0..rows.rows {
                notes.push((*rows.values.add((row * rows.columns) as usize)).of.text.text() + "; ");
            }
        }
        (db.cursor_close)(cursor);
        (db.rollback)(transaction);
        check(((*self.http).write)(call, str_of(&notes.concat())))
    }

    unsafe fn save(&self, call: *mut c_void) -> Outcome {
        let (db, http) = (&*self.db, &*self.http);
        let text = (http.field)(call, str_of("text"));
        if text.bytes().is_empty() {
            (http.set_fault_message)(call, str_of("A note has a text."));
            return Err((INVALID, "no text".into()));
        }
        let mut transaction = null_mut();
        check((db.begin)(call, 1, &mut transaction, null_mut()))?;
        let args = [self.organisation(call), Value::int((db.new_id)(self.host)), Value::text(text)];
        check((db.execute)(transaction, self.add, args.as_ptr(), 3, null_mut(), null_mut()))?;
        if text.bytes() == b"undone" {
            panic!("not this one");
        }
        check((db.commit)(transaction, null_mut()))?;
        check((http.redirect)(call, str_of(&format!("/{ID}/notes")), str_of("")))
    }
}

unsafe fn explain(error: *mut Sink, reason: &str) {
    if !error.is_null() {
        ((*error).write)((*error).context, str_of(reason));
    }
}

extern "C" fn create(api: *const HostApi, host: *mut c_void, out_self: *mut *mut c_void, error: *mut Sink) -> i32 {
    unsafe {
        let ask = |name: &str, size: usize| ((*api).get_interface)(host, str_of(name), size as u32);
        let sample = Sample {
            host,
            access: ask("kerege.access/1", std::mem::size_of::<AccessV1>()).cast(),
            db: ask("kerege.db/1", std::mem::size_of::<DbV1>()).cast(),
            http: ask("kerege.http/1", std::mem::size_of::<HttpV1>()).cast(),
            view: ask("kerege.view/1", std::mem::size_of::<ViewV1>()).cast(),
            add: 0,
            list: 0,
        };
        if sample.access.is_null() || sample.db.is_null() || sample.http.is_null() || sample.view.is_null() {
            explain(error, "an interface is missing");
            return UNSUPPORTED;
        }
        *out_self = Box::into_raw(Box::new(sample)).cast();
        OK
    }
}

extern "C" fn start(this: *mut c_void, registration: *mut c_void, error: *mut Sink) -> i32 {
    unsafe { (*this.cast::<Sample>()).start(registration, error) }
}

extern "C" fn handle(this: *mut c_void, call: *mut c_void, route: i32, error: *mut Sink) -> i32 {
    let sample = unsafe { &*this.cast::<Sample>() };
    match catch_unwind(AssertUnwindSafe(|| unsafe { sample.answer(call, route) })) {
        Ok(Ok(())) => OK,
        Ok(Err((status, reason))) => {
            unsafe { explain(error, &reason) };
            status
        }
        Err(panic) => {
            unsafe { explain(error, panic.downcast_ref::<&str>().unwrap_or(&"a panic")) };
            INTERNAL
        }
    }
}

extern "C" fn nothing(_: *mut c_void) {}
extern "C" fn destroy(this: *mut c_void) {
    drop(unsafe { Box::from_raw(this.cast::<Sample>()) });
}

#[repr(C)]
struct PluginHttpV1 {
    size: u32,
    reserved: u32,
    handle: extern "C" fn(*mut c_void, *mut c_void, i32, *mut Sink) -> i32,
}
static HTTP: PluginHttpV1 = PluginHttpV1 { size: std::mem::size_of::<PluginHttpV1>() as u32, reserved: 0, handle };

extern "C" fn get_extension(_: *mut c_void, name: Str) -> *const c_void {
    if name.bytes() == b"kerege.plugin.http/1" { (&HTTP as *const PluginHttpV1).cast() } else { null() }
}

#[repr(C)]
pub struct Plugin {
    size: u32,
    abi_major: u32,
    id: Str,
    version: Str,
    create: extern "C" fn(*const HostApi, *mut c_void, *mut *mut c_void, *mut Sink) -> i32,
    start: extern "C" fn(*mut c_void, *mut c_void, *mut Sink) -> i32,
    quiesce: extern "C" fn(*mut c_void),
    stop: extern "C" fn(*mut c_void),
    destroy: extern "C" fn(*mut c_void),
    get_extension: extern "C" fn(*mut c_void, Str) -> *const c_void,
}
static PLUGIN: Plugin = Plugin {
    size: std::mem::size_of::<Plugin>() as u32,
    abi_major: 1,
    id: str_of(ID),
    version: str_of("1.0.0"),
    create,
    start,
    quiesce: nothing,
    stop: nothing,
    destroy,
    get_extension,
};

#[no_mangle]
pub extern "C" fn kerege_plugin_entry_v1() -> *const Plugin {
    &PLUGIN
}
