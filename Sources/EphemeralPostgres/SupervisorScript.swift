extension Supervisor {
  /// The shell script that owns a server and its folder for as long as plumb holds the pipe at its standard input.
  ///
  /// Whatever ends plumb closes the pipe, SIGKILL included, so this is the only clean-up there is. The script makes
  /// the folder, fills it from the cache or by initdb, runs the server, and removes the folder when either has ended.
  /// What it prints is read by plumb when the server ended on its own. It is meant for any POSIX shell.
  static let script = #"""
    trap '' HUP INT QUIT TERM PIPE
    umask 077
    exec 3<&0 </dev/null 2>&1
    folder=$1 programs=$2 cache=$3 owner=$4 as_owner=$5
    shift 5
    cd /

    remove_folder() {
      tries=0
      until rm -rf "$folder" 2>/dev/null || [ $tries -ge 50 ]; do tries=$((tries + 1)); sleep 0.1; done
    }
    # The reason first: what the server said while it died may be longer than the end that is shown.
    log_end() {
      { grep -E -m 3 'FATAL|PANIC|error:' "$folder/log"; tail -n 15 "$folder/log"; } 2>/dev/null |
        awk '!seen[$0]++' | head -c 8000
    }
    fail() { echo "$1"; log_end; remove_folder; exit 1; }
    copy() { cp -a --reflink=auto "$1" "$2" 2>/dev/null || { rm -rf "$2"; cp -pR "$1" "$2"; }; }
    fingerprint() {
      (cd "$1" && { find . -type f -exec cksum {} + ; find . ! -type f; } | LC_ALL=C sort | cksum) 2>/dev/null
    }

    # A template is data + sum, made elsewhere and renamed. The copy is what is checked: it is what will run.
    from_template() {
      [ -f "$template/sum" ] || return 1
      sum=$(cat "$template/sum")
      if copy "$template/data" "$folder/data" 2>/dev/null && [ "$(fingerprint "$folder/data")" = "$sum" ]; then
        return 0
      fi
      rm -rf "$folder/data"
      # A full disk here says nothing about the template.
      [ "$(fingerprint "$template/data")" = "$sum" ] || rm -rf "$template"
      return 1
    }
    store_template() {
      staging=$cache/.new.${folder##*/}
      find "$cache" -maxdepth 1 -name '.new.*' -mmin +60 -exec rm -rf {} +
      rm -rf "$template.damaged"
      [ ! -e "$template" ] || mv "$template" "$template.damaged"
      mkdir "$staging" && copy "$folder/data" "$staging/data" && fingerprint "$folder/data" >"$staging/sum" &&
        mv "$staging" "$template"
      # Where another process was first, mv has moved the folder into its template.
      rm -rf "$staging" "$template/${staging##*/}" "$template.damaged"
    }

    mkdir "$folder" || { echo "could not make the folder $folder"; exit 1; }
    [ -z "$owner" ] || chown "$owner" "$folder" || fail "could not give the folder $folder to the user $owner"
    : >"$folder/log" || fail "could not write into the folder $folder"

    options="-U postgres -A trust -E UTF8 --locale=C --wal-segsize=1 --no-sync"
    version=$("$programs/postgres" --version 2>&1) || fail "could not run $programs/postgres: $version"
    number=${version#*) } number=${number%% *}
    key=$(printf '%s' "$version $programs $options $owner" | cksum)
    template=$cache/postgresql-$number-${key%% *}
    if [ -z "$cache" ] || ! from_template; then
      $as_owner "$programs/initdb" -D "$folder/data" $options >"$folder/log" 2>&1 3<&- || fail "initdb failed"
      [ -z "$cache" ] || store_template 2>/dev/null
    fi

    $as_owner "$programs/postgres" -D "$folder/data" -k "$folder" "$@" >>"$folder/log" 2>&1 3<&- &
    server=$!
    # Ends the server when plumb is gone. Again and again, for the server ignores SIGQUIT until it has its handlers.
    (
      while read -r _; do :; done
      tries=0
      while [ $tries -lt 100 ] && kill -QUIT $server; do tries=$((tries + 1)); sleep 0.1; done
      kill -KILL $server
    ) <&3 >/dev/null 2>&1 &
    watcher=$!
    exec 3<&-
    wait $server
    kill -KILL $watcher 2>/dev/null
    log_end

    # A server that was killed leaves backends and a System V segment, which its lock file names.
    if [ -f "$folder/data/postmaster.pid" ]; then
      for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd")" != "$folder/data" ] || kill -KILL "${process#/proc/}"
      done 2>/dev/null
      segment=$(sed -n 7p "$folder/data/postmaster.pid" 2>/dev/null)
      [ -z "$segment" ] || ipcrm -m ${segment##* } 2>/dev/null
    fi
    remove_folder
    """#
}
