# perl: strings, numbers, regular expressions, sorting, processes, files.
# packages: perl-base
# quick
perl -e '
    use strict; use warnings;
    my %count; $count{length $_}++ for map { "x" x ($_ % 17) } 1 .. 5000;
    print join(" ", map { "$_=$count{$_}" } sort { $a <=> $b } keys %count), "\n";
    print join(",", sort { $b <=> $a } map { ($_ * 7919) % 1009 } 1 .. 20), "\n";
    printf "%.15g %.15g %.15g %e\n", sqrt(2), exp(1), atan2(1, 1) * 4, 1e308 * 10;
    print 2 ** 53 + 1, " ", 18446744073709551615, " ", -7 % 3, " ", int(-7 / 2), "\n";
    my $text = "The year 1969, and 2001.";
    (my $copy = $text) =~ s/(\d+)/<$1>/g; print "$copy\n";
    print join("|", $text =~ /\b(\w{3,4})\b/g), "\n";
    print unpack("H*", pack("NnCd>q<", 1, 2, 3, 1.5, -2)), "\n";
    my $out = `echo from a child; exit 3`; print $out, $? >> 8, "\n";
    my $pid = fork // die; if (!$pid) { exit 5 } waitpid $pid, 0; print "child ", $? >> 8, "\n";
    pipe my $r, my $w; if (!fork) { print $w "through a pipe\n"; exit } close $w; print <$r>; wait;
    local $SIG{ALRM} = sub { die "alarm\n" }; eval { alarm 1; select undef, undef, undef, 10; }; print $@;
    local $SIG{USR1} = sub { print "USR1\n" }; kill USR1 => $$;
    open my $f, ">", "f" or die; print $f "line $_\n" for 1 .. 3; close $f; print -s "f", "\n";
    print crypt("x", "\$6\$salt") // "none", "\n";
    my $deep; $deep = sub { my $n = shift; $n ? 1 + $deep->($n - 1) : 0 }; no warnings; print $deep->(5000), "\n";
'
