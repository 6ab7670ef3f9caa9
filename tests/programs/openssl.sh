# openssl: digests, ciphers, public keys (hand-written vector code inside).
# packages: openssl
# seconds: 1800
seq 1 50000 >data
for d in md5 sha1 sha256 sha512 sha3-256 blake2b512; do openssl dgst -$d data; done
key=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
iv=0f0e0d0c0b0a09080706050403020100
for c in aes-128-cbc aes-256-ctr chacha20 camellia-256-cbc; do
    n=64; [ $c = aes-128-cbc ] && n=32
    openssl enc -$c -K ${key:0:$n} -iv $iv -in data | tee enc | openssl dgst -sha256
    openssl enc -d -$c -K ${key:0:$n} -iv $iv -in enc | cmp - data && echo same
done
for a in 'RSA -pkeyopt rsa_keygen_bits:1024' 'EC -pkeyopt ec_paramgen_curve:P-256' ED25519; do
    openssl genpkey -algorithm $a -out key.pem 2>/dev/null
    openssl pkey -in key.pem -pubout -out pub.pem
    openssl pkeyutl -sign -rawin -inkey key.pem -in data -out sig 2>/dev/null
    openssl pkeyutl -verify -rawin -pubin -inkey pub.pem -in data -sigfile sig
done
openssl prime -hex FFFFFFFFFFFFFFC5
