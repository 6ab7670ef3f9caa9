# perl with its modules: big numbers, data structures, digests, storage, threads of control.
# packages: perl
perl -MMath::BigInt -MMath::BigFloat -e '
    print Math::BigInt->new(2)->bpow(521)->bsub(1), "\n", Math::BigFloat->new(2)->bsqrt(60), "\n"'
perl -MDigest::SHA=sha256_hex,sha512_hex -MDigest::MD5=md5_hex -MMIME::Base64 -e '
    my $x = "abc" x 10000; print sha256_hex($x), "\n", sha512_hex($x), "\n", md5_hex($x), "\n", encode_base64("x" x 50)'
perl -MData::Dumper -MStorable=freeze,thaw -MList::Util=sum,reduce,shuffle -MPOSIX=floor,strtol,fmod -e '
    $Data::Dumper::Sortkeys = 1; print Dumper(thaw freeze { a => [1, 2, { b => undef }], c => \"s" });
    print sum(1 .. 100), " ", (reduce { $a * $b } 1 .. 15), " ", floor(-2.5), " ", fmod(10, 3.3), "\n"'
perl -MEncode -MUnicode::Normalize -CS -e '
    print NFD("\x{e9}\x{1e69}") eq NFC(NFD("\x{e9}")) ? "same" : "differ", " ", length(encode("UTF-8", "\x{20ac}")), "\n";
    print lc("\x{c9}\x{130}"), " ", ucfirst("\x{1c6}"), "\n"'
perl -MTime::Local -MTime::Piece -e 'print gmtime(1e9)->strftime("%F %T"), " ", timegm(0, 0, 0, 1, 0, 100), "\n"'
perl -MIO::Select -MIPC::Open3 -MSocket -e '
    socketpair my $a, my $b, AF_UNIX, SOCK_STREAM, 0 or die; syswrite $a, "hello"; sysread $b, my $x, 5; print "$x\n";
    my $pid = open3(my $in, my $out, 0, "sort", "-r"); print $in "$_\n" for 1 .. 5; close $in; print <$out>; waitpid $pid, 0'
perl -MJSON::PP -e 'my $j = JSON::PP->new->canonical; print $j->encode($j->decode(q({"b":[1,2.5,null,true],"a":"\u00e9"}))), "\n"'
